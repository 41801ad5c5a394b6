using DrConsole.Backups.Policies;

namespace DrConsole.Tests.Backups.Policies;

public sealed class DueInstantsTests
{
    [Fact]
    public void A_time_that_the_clocks_skip_is_due_at_the_first_instant_after_the_gap() =>
        Assert.Equal([At("2027-03-27T01:30"), At("2027-03-28T01:00"), At("2027-03-29T00:30")], Due("30 2 * * *", "Europe/Berlin", "2027-03-27T00:00", "2027-03-30T00:00"));

    [Fact]
    public void A_time_that_the_clocks_show_twice_is_due_once() =>
        Assert.Equal([At("2026-10-24T00:30"), At("2026-10-25T00:30"), At("2026-10-26T01:30")], Due("30 2 * * *", "Europe/Berlin", "2026-10-24T00:00", "2026-10-27T00:00"));

    [Fact]
    public void A_schedule_of_every_half_hour_loses_nothing_when_the_clocks_change()
    {
        var due = Due("*/30 * * * *", "Europe/Berlin", "2026-10-24T12:00", "2026-10-25T12:00");

        Assert.Equal(48, due.Count);
        Assert.All(due.Zip(due.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(30), pair.Second - pair.First));
    }

    [Fact]
    public void The_31st_comes_in_months_that_have_one() =>
        Assert.Equal(["2027-01-31", "2027-03-31", "2027-05-31"], Due("0 3 31 * *", "UTC", "2027-01-01T00:00", "2027-07-01T00:00").Select(due => due.ToString("yyyy-MM-dd", null)));

    [Fact]
    public void A_yearly_29_February_comes_in_leap_years() =>
        Assert.Equal([At("2028-02-29T03:00"), At("2032-02-29T03:00")], Due("0 3 29 2 *", "UTC", "2026-01-01T00:00", "2033-01-01T00:00"));

    [Theory]
    [InlineData("30 2 * * *")]
    [InlineData("0 0 * * *")]
    [InlineData("59 23 * * 0")]
    public void In_every_zone_of_the_world_a_daily_time_is_due_once_on_each_of_its_days_and_in_order(string cron)
    {
        var (from, to) = (At("2026-01-01T00:00"), At("2029-01-01T00:00"));
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var due = new DueInstants(cron, zone.Id, [], TimeSpan.Zero).Between(from, to).Select(instant => instant.ScheduledFor).ToList();
            var days = due.Select(instant => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime)).ToList();

            Assert.True(due.Zip(due.Skip(1)).All(pair => pair.First < pair.Second), zone.Id);
            Assert.True(days.Distinct().Count() == days.Count, zone.Id);
            Assert.InRange(due.Count, cron.EndsWith('0') ? 155 : 1094, cron.EndsWith('0') ? 158 : 1098);
        }
    }

    [Fact]
    public void Looking_in_steps_finds_what_looking_at_once_finds_in_any_zone()
    {
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones().Where((_, index) => index % 7 == 0))
        {
            var due = new DueInstants("15 */6 * * *", zone.Id, [], TimeSpan.Zero);
            var (from, to) = (At("2027-03-01T00:00"), At("2027-04-15T00:00"));
            var stepped = new List<DateTimeOffset>();
            for (var at = from; at < to; at = at.AddMinutes(997))
            {
                stepped.AddRange(due.Between(at, at.AddMinutes(997) < to ? at.AddMinutes(997) : to).Select(instant => instant.ScheduledFor));
            }

            Assert.Equal(due.Between(from, to).Select(instant => instant.ScheduledFor), stepped);
        }
    }

    [Fact]
    public void A_blackout_over_midnight_on_some_days_holds_runs_until_its_end_and_one_that_follows_it_too()
    {
        var due = new DueInstants("0 * * * *", "Europe/Berlin", [new("22:00", "04:00", [DayOfWeek.Saturday]), new("04:00", "05:30", [])], TimeSpan.FromSeconds(7));

        Assert.Equal(At("2026-11-08T04:30"), due.After(At("2026-11-07T21:59")).First().StartsAt); // Saturday 23:00 in Berlin, until Sunday 05:30
        Assert.Equal(At("2026-11-06T22:00").AddSeconds(7), due.After(At("2026-11-06T21:59")).First().StartsAt);
        Assert.False(due.IsBlackedOut(At("2026-11-06T22:00")));
    }

    [Fact]
    public void A_blackout_in_the_hour_that_is_skipped_ends_when_the_clocks_have_jumped()
    {
        var due = new DueInstants("0 1 * * *", "Europe/Berlin", [new("00:30", "02:30", [])], TimeSpan.Zero);

        Assert.Equal(At("2027-03-28T01:00"), due.After(At("2027-03-27T12:00")).First().StartsAt);
    }

    [Fact]
    public void Blackouts_that_cover_all_time_do_not_loop_for_ever() =>
        Assert.NotEqual(default, new DueInstants("0 1 * * *", "UTC", [new("00:00", "12:00", []), new("12:00", "00:00", [])], TimeSpan.Zero).After(At("2026-01-01T00:00")).First().StartsAt);

    [Fact]
    public void A_zone_that_vanished_from_the_machine_counts_as_UTC_until_somebody_mends_it() =>
        Assert.Equal([At("2026-01-01T02:30")], Due("30 2 * * *", "Mars/Olympus", "2026-01-01T00:00", "2026-01-02T00:00"));

    private static List<DateTimeOffset> Due(string cron, string zone, string from, string to) =>
        [.. new DueInstants(cron, zone, [], TimeSpan.Zero).Between(At(from), At(to)).Select(due => due.ScheduledFor)];

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc + "Z", System.Globalization.CultureInfo.InvariantCulture);
}
