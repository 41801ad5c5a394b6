using DrConsole.Web.Shell;

namespace DrConsole.Tests.Shell;

public sealed class DurationsTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(4.24, "4.2 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(80, "1 min 20 s")]
    [InlineData(3_600, "1 h")]
    [InlineData(36_300, "10 h 5 min")]
    [InlineData(273_600, "3 days 4 h")]
    public void Measured_times_are_said_no_finer_than_anybody_needs(double seconds, string said) => Assert.Equal(said, Durations.Say(TimeSpan.FromSeconds(seconds)));
}
