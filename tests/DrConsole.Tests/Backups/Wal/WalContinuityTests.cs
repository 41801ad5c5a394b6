using DrConsole.Backups.Wal;
using DrConsole.Platform;

namespace DrConsole.Tests.Backups.Wal;

public sealed class WalContinuityTests
{
    private const int Segment = 16 * 1024 * 1024;
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("000000010000000000000042", WalKind.Segment)]
    [InlineData("0000000A00000002000000FF.partial", WalKind.Partial)]
    [InlineData("00000002.history", WalKind.History)]
    public void Names_are_read_and_written_alike(string name, WalKind kind)
    {
        var read = WalName.TryParse(name, Segment)!;

        Assert.Equal(kind, read.Kind);
        Assert.Equal(name, read.File(Segment));
    }

    [Theory]
    [InlineData("00000001000000000000004")]
    [InlineData("000000010000000000000100")] // 256 segments of 16 MiB are one file number
    [InlineData("0000000100000000000000zz")]
    [InlineData("../0000010000000000000042")]
    [InlineData("archive_status")]
    public void Other_names_are_none(string name) => Assert.Null(WalName.TryParse(name, Segment));

    [Fact]
    public void The_place_behind_a_pages_header_is_the_end_of_what_was_written_before_it()
    {
        Assert.Equal(Lsn.Parse("0/3000000"), Lsn.Parse("0/3000028").AsEnd(Segment));
        Assert.Equal(Lsn.Parse("0/3002000"), Lsn.Parse("0/3002018").AsEnd(Segment));
        Assert.Equal(Lsn.Parse("0/3002020"), Lsn.Parse("0/3002020").AsEnd(Segment));
    }

    [Fact]
    public void A_window_reaches_from_the_backups_end_to_what_the_log_covers()
    {
        var window = Assert.Single(WalContinuity.Examine([Full(1, 2, 1), Full(1, 3, 2), Partial(1, 4, 3)], [Base(1, 2, 1)]).Windows);

        Assert.Equal((Noon.AddMinutes(1), Noon.AddMinutes(3), false), (window.From, window.Until, window.EndsAtGap));
    }

    [Fact]
    public void Nothing_is_recovered_across_a_gap()
    {
        var report = WalContinuity.Examine([Full(1, 2, 1), Full(1, 3, 2), Full(1, 5, 4), Full(1, 6, 5)], [Base(1, 2, 1)]);

        Assert.Equal(Noon.AddMinutes(2), Assert.Single(report.Windows).Until);
        Assert.Equal("000000010000000000000004", Assert.Single(report.Gaps).FirstMissing);
        Assert.Equal("instant_not_recoverable", Refusal(report, Noon.AddMinutes(4)).Code);
        Assert.Equal("latest_behind_gap", Refusal(report, null).Code);
        Assert.Equal(Noon.AddMinutes(2), RecoveryChoice.Choose(report, Noon.AddMinutes(2)).Until);
    }

    [Fact]
    public void A_partial_copy_in_the_middle_is_a_gap_too()
    {
        var report = WalContinuity.Examine([Full(1, 2, 1), Partial(1, 3, 2), Full(1, 4, 3)], [Base(1, 2, 1)]);

        Assert.Equal("000000010000000000000003", Assert.Single(report.Gaps).FirstMissing);
        Assert.True(Assert.Single(report.Windows).EndsAtGap);
    }

    [Fact]
    public void A_base_backup_behind_the_gap_opens_a_window_of_its_own()
    {
        var report = WalContinuity.Examine([Full(1, 2, 1), Full(1, 5, 4), Full(1, 6, 5)], [Base(1, 2, 1), Base(1, 5, 4)]);

        Assert.Equal(2, report.Windows.Count);
        Assert.Equal(Noon.AddMinutes(5), RecoveryChoice.Choose(report, null).Until);
    }

    [Fact]
    public void A_new_timeline_is_followed_from_where_it_left_its_parent()
    {
        var history = Record(WalKind.History, 2, 0, 3) with { Name = "00000002.history", History = [new(1, "0/3000100")] };

        var report = WalContinuity.Examine([Full(1, 2, 1), Partial(1, 3, 2), history, Full(2, 3, 4), Full(2, 4, 5)], [Base(1, 2, 1)]);

        Assert.Empty(report.Gaps);
        Assert.Equal([1, 2], RecoveryChoice.Choose(report, null).Timelines);
        Assert.Equal(Noon.AddMinutes(2), RecoveryChoice.Choose(report, null, timeline: 1).Until);
    }

    [Fact]
    public void A_switch_before_the_backups_end_is_no_way_for_it()
    {
        var history = Record(WalKind.History, 2, 0, 3) with { Name = "00000002.history", History = [new(1, "0/2000010")] };

        var report = WalContinuity.Examine([Full(1, 2, 1), Full(1, 3, 2), history, Full(2, 2, 4)], [Base(1, 2, 1)]);

        Assert.Equal([1], Assert.Single(report.Windows).Timelines);
    }

    [Fact]
    public void A_base_backup_whose_own_log_is_missing_is_called_unusable()
    {
        var report = WalContinuity.Examine([Full(1, 4, 3)], [Base(1, 2, 1)]);

        Assert.Single(report.Unusable);
        Assert.Equal("nothing_recoverable", Refusal(report, null).Code);
    }

    private static RefusedException Refusal(WalReport report, DateTimeOffset? until) => Assert.Throws<RefusedException>(() => RecoveryChoice.Choose(report, until));

    private static BasePoint Base(int timeline, ulong segment, int minute) =>
        new(Guid.CreateVersion7(), "7", timeline, new((segment * Segment) + 40), new((segment * Segment) + 256), Noon.AddMinutes(minute));

    private static WalRecord Full(int timeline, ulong segment, int minute) => Record(WalKind.Segment, timeline, segment, minute);

    private static WalRecord Partial(int timeline, ulong segment, int minute) =>
        Record(WalKind.Partial, timeline, segment, minute) with { EndLsn = new Lsn((segment * Segment) + 512).ToString(), CoversLsn = new Lsn((segment * Segment) + 512).ToString() };

    private static WalRecord Record(WalKind kind, int timeline, ulong segment, int minute) => new()
    {
        Source = "orders", SystemIdentifier = "7", Timeline = timeline, Kind = kind, Name = new WalName(WalKind.Segment, timeline, segment).File(Segment), SegmentBytes = Segment,
        StartLsn = new Lsn(segment * Segment).ToString(), EndLsn = new Lsn((segment + 1) * Segment).ToString(), CoversUntil = Noon.AddMinutes(minute),
        CoversLsn = new Lsn((segment + 1) * Segment).ToString(), SealedAt = Noon,
    };
}
