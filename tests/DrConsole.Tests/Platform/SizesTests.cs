using DrConsole.Platform;

namespace DrConsole.Tests.Platform;

public sealed class SizesTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1 kB")]
    [InlineData(12_340_000, "12.3 MB")]
    [InlineData(999_600_000, "1 GB")]
    [InlineData(1_234_000_000_000, "1.23 TB")]
    public void Bytes_are_said_with_three_digits_that_matter(double bytes, string said) => Assert.Equal(said, Sizes.Say(bytes));

    [Theory]
    [InlineData(0, "0 objects")]
    [InlineData(1, "1 object")]
    [InlineData(2, "2 objects")]
    public void A_number_goes_with_its_noun(int number, string said) => Assert.Equal(said, Counted.Say(number, "object"));
}
