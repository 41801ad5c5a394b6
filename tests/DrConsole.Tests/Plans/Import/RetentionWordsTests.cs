using DrConsole.Plans.Import;

namespace DrConsole.Tests.Plans.Import;

public sealed class RetentionWordsTests
{
    [Theory]
    [InlineData("kept for 35 days", "35 days")]
    [InlineData("10 versions", "10 versions")]
    [InlineData("the last 50 versions", "50 versions")]
    [InlineData("Indefinite", "Indefinite")]
    [InlineData("All versions", "All versions")]
    [InlineData("unbegrenzt", "unbegrenzt")]
    [InlineData("conservé sans limite", "sans limite")]
    [InlineData("直近20世代", "20世代")]
    [InlineData("永久", "永久")]
    [InlineData("seven years", "seven years")]
    public void What_is_kept_for_how_long_is_read(string text, string kept) => Assert.Equal(kept, RetentionWords.Find(text, 0));

    [Theory]
    [InlineData("daily")]
    [InlineData("on the second shelf")]
    public void What_says_no_span_is_no_retention(string text) => Assert.Null(RetentionWords.Find(text, 0));
}
