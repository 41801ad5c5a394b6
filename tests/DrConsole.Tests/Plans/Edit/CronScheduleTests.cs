using System.Globalization;
using DrConsole.Plans.Edit;
using DrConsole.Platform;

namespace DrConsole.Tests.Plans.Edit;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("30 2 * * *", "2026-11-21T02:30", "2026-11-22T02:30", "2026-11-23T02:30")]
    [InlineData("0 */8 * * *", "2026-11-21T08:00", "2026-11-21T16:00", "2026-11-22T00:00")]
    [InlineData("5/20 1 * * *", "2026-11-21T01:05", "2026-11-21T01:25", "2026-11-21T01:45")]
    [InlineData("0 1 * * sun", "2026-11-22T01:00", "2026-11-29T01:00", "2026-12-06T01:00")]
    [InlineData("0 1 * * 7", "2026-11-22T01:00", "2026-11-29T01:00", "2026-12-06T01:00")]
    [InlineData("0 1 * * MON-WED", "2026-11-23T01:00", "2026-11-24T01:00", "2026-11-25T01:00")]
    [InlineData("0 0 1 jan,jul *", "2027-01-01T00:00", "2027-07-01T00:00", "2028-01-01T00:00")]
    [InlineData("0 0 13 * fri", "2026-11-27T00:00", "2026-12-04T00:00", "2026-12-11T00:00")]
    [InlineData("0 0 29 2 *", "2028-02-29T00:00", "2032-02-29T00:00", "2036-02-29T00:00")]
    public void The_next_runs_are_those_of_vixie_cron(string expression, params string[] runs) =>
        Assert.Equal(runs, Next(expression, "Etc/UTC", "2026-11-21T00:00:00Z", runs.Length).Select(run => run[..16]));

    [Fact]
    public void When_both_days_are_restricted_either_is_enough() =>
        Assert.Equal(["2026-11-22", "2026-11-23", "2026-11-24"], Next("0 0 22,24 * mon", "Etc/UTC", "2026-11-21T00:00:00Z", 3).Select(run => run[..10]));

    [Theory]
    [InlineData("60 * * * *", "minute")]
    [InlineData("0 24 * * *", "hour")]
    [InlineData("0 0 0 * *", "day of the month")]
    [InlineData("0 0 * 13 *", "month")]
    [InlineData("0 0 * * 8", "day of the week")]
    [InlineData("0 0 * * someday", "day of the week")]
    [InlineData("5-1 * * * *", "minute")]
    [InlineData("*/0 * * * *", "minute")]
    [InlineData("1,, * * * *", "minute")]
    [InlineData("@daily", "five fields")]
    [InlineData("0 0 * * * *", "five fields")]
    [InlineData("0 0 30 2 *", "never comes")]
    public void What_cannot_be_read_is_refused_with_its_place(string expression, string says) =>
        Assert.Contains(says, Assert.Throws<RefusedException>(() => new CronSchedule(expression)).Message);

    [Theory]
    // The hour that does not exist: the run is made as soon as the clock has jumped.
    [InlineData("Europe/Berlin", "30 2 * * *", "2027-03-27T12:00:00Z", "2027-03-28T03:00+02:00", "2027-03-29T02:30+02:00")]
    [InlineData("America/New_York", "30 2 * * *", "2027-03-13T12:00:00Z", "2027-03-14T03:00-04:00", "2027-03-15T02:30-04:00")]
    [InlineData("Australia/Lord_Howe", "15 2 * * *", "2026-10-03T12:00:00Z", "2026-10-04T02:30+11:00", "2026-10-05T02:15+11:00")]
    // The hour that comes twice: the run is made once, the first time.
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00")]
    [InlineData("America/New_York", "30 1 * * *", "2026-10-31T12:00:00Z", "2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00")]
    [InlineData("Australia/Lord_Howe", "45 1 * * *", "2027-04-03T12:00:00Z", "2027-04-04T01:45+11:00", "2027-04-05T01:45+10:30")]
    // A schedule with a star follows the clock.
    [InlineData("Europe/Berlin", "*/30 2 * * *", "2027-03-27T12:00:00Z", "2027-03-29T02:00+02:00")]
    [InlineData("Europe/Berlin", "*/30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T02:00+02:00", "2026-10-25T02:30+02:00", "2026-10-25T02:00+01:00", "2026-10-25T02:30+01:00")]
    public void A_changed_clock_neither_loses_nor_repeats_a_run_at_a_fixed_time(string zone, string expression, string after, params string[] runs) =>
        Assert.Equal(runs, Next(expression, zone, after, runs.Length));

    [Fact]
    public void Two_runs_that_the_gap_pushes_together_are_one() =>
        Assert.Equal(["2027-03-28T03:00+02:00", "2027-03-29T02:15+02:00"], Next("15,45 2 * * *", "Europe/Berlin", "2027-03-27T12:00:00Z", 2));

    [Fact]
    public void Hourly_runs_follow_each_other_by_an_hour_whatever_the_clock_does()
    {
        var runs = new CronSchedule("0 * * * *").After(DateTimeOffset.Parse("2026-10-24T12:00:00Z", CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).Take(400 * 24).ToList();

        Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.Equal(TimeSpan.FromHours(1), pair.Second - pair.First));
    }

    [Fact]
    public void The_changes_of_the_clock_in_a_year_name_the_runs_they_touch()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        var changes = ClockChange.InYearAfter(DateTimeOffset.Parse("2026-11-21T10:00:00Z", CultureInfo.InvariantCulture), zone, new("30 2 * * *"));

        Assert.Equal(["2027-03-28 02:00 03:00 True", "2027-10-31 03:00 02:00 False"], changes.Select(change =>
            string.Create(CultureInfo.InvariantCulture, $"{change.Day:yyyy-MM-dd} {change.From:HH:mm} {change.To:HH:mm} {change.IsForward}")));
        Assert.All(changes, change => Assert.Equal([new TimeOnly(2, 30)], change.Runs));
    }

    [Fact]
    public void A_zone_without_summer_time_has_no_changes() =>
        Assert.Empty(ClockChange.InYearAfter(DateTimeOffset.UnixEpoch.AddYears(56), TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"), new("30 2 * * *")));

    private static IEnumerable<string> Next(string expression, string zone, string after, int count) =>
        new CronSchedule(expression).After(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone)).Take(count)
            .Select(run => run.ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture));
}
