using DrConsole.Backups.Catalogue;
using DrConsole.Verification;
using DrConsole.Web.Backups.Timeline;

namespace DrConsole.Tests.Backups.Pages;

public sealed class TimelineLaneTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddDays(30);

    [Fact]
    public void Points_that_would_lie_on_one_another_are_drawn_once_as_the_best_proven_of_them()
    {
        var proven = Point(10, isProven: true);

        var lane = Lane(Point(10) with { At = proven.At.AddSeconds(5) }, proven, Point(20));

        Assert.Equal(2, lane.Marks.Count);
        Assert.Equal((proven.BackupId, PointKind.Proven), (lane.Marks[0].BackupId, lane.Marks[0].Kind));
        Assert.Contains("and 1 more near it", lane.Marks[0].Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missed_day_is_a_gap_and_so_is_the_time_since_the_newest_point()
    {
        var lane = Lane([.. Enumerable.Range(1, 25).Where(day => day != 12).Select(day => Point(day))]);

        Assert.Equal(2, lane.Gaps.Count);
        Assert.Contains("2 days", lane.Gaps[0].Words, StringComparison.Ordinal);
        Assert.Equal(1, lane.Gaps[1].To);
    }

    [Fact]
    public void Regular_points_leave_no_gap()
    {
        Assert.Empty(Lane([.. Enumerable.Range(1, 29).Select(day => Point(day))]).Gaps);
    }

    [Fact]
    public void Few_points_say_nothing_about_what_is_usual()
    {
        Assert.Empty(Lane(Point(1), Point(2), Point(20)).Gaps);
    }

    private static TimelineLane Lane(params TimelinePoint[] points) => new(new("orders", "postgres", null, null, null, points, []), From, To);

    private static TimelinePoint Point(int day, bool isProven = false) =>
        new(Guid.CreateVersion7(), From.AddDays(day), isProven ? VerificationLevel.Content : VerificationLevel.ReadBack, isProven ? From.AddDays(day) : null, 1, 0);
}
