using DrConsole.Backups.Retention;

namespace DrConsole.Tests.Backups.Retention;

public sealed class ClockTrustTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_clock_that_goes_on_evenly_is_believed()
    {
        var (next, doubt) = ClockTrust.Judge(new(Now.AddDays(-1), null), Now, Now.AddSeconds(30), Now.AddHours(-1));

        Assert.Null(doubt);
        Assert.Equal(new(Now, null), next);
    }

    [Theory]
    [InlineData(-2.0, 0.0)] // back
    [InlineData(80.0, 0.0)] // ahead
    [InlineData(20.0, 0.05)] // away from the database's clock
    public void A_clock_that_jumped_is_left_alone_for_a_day(double hours, double skewHours)
    {
        var seen = Now.AddHours(hours);

        var (next, doubt) = ClockTrust.Judge(new(Now, null), seen, seen.AddHours(skewHours), newestBackup: null);

        Assert.NotNull(doubt);
        var (later, stillDoubt) = ClockTrust.Judge(next, seen.AddHours(23), seen.AddHours(23), newestBackup: null);
        Assert.Contains("jumped lately", stillDoubt, StringComparison.Ordinal);
        Assert.Null(ClockTrust.Judge(later, seen.AddHours(25), seen.AddHours(25), newestBackup: null).Doubt);
    }

    [Fact]
    public void A_clock_behind_the_newest_backup_is_wrong() =>
        Assert.Contains("takes for the future", ClockTrust.Judge(null, Now, Now, Now.AddHours(1)).Doubt, StringComparison.Ordinal);
}
