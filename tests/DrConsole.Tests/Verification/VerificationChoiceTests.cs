using DrConsole.Verification;

namespace DrConsole.Tests.Verification;

public sealed class VerificationChoiceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Policy = Guid.Parse("0199a000-0000-7000-8000-000000000001");
    private static readonly TestableStore Near = new(Guid.Parse("0199a000-0000-7000-8000-00000000000a"), false, true, null, null);
    private static readonly TestableStore Disk = new(Guid.Parse("0199a000-0000-7000-8000-00000000000b"), true, true, null, null);

    [Fact]
    public void The_same_policy_and_instant_draw_the_same_backup_in_whatever_order_they_are_read()
    {
        var copies = Copies(Near, 400);

        Assert.Equal(Draw([Near], copies), Draw([Near], [.. copies.Reverse()]));
    }

    [Fact]
    public void Few_old_backups_are_drawn_about_as_often_as_many_young_ones()
    {
        var copies = Copies(Near, 400);

        var old = Enumerable.Range(0, 600).Count(day => AgeOf(copies, VerificationChoice.Draw(Policy, Now.AddDays(day), [Near], copies, Now)!) > 366);

        Assert.InRange(old, 600 / 6 * 0.6, 600 / 6 * 1.4); // 34 of 400 backups, one of six ages
    }

    [Fact]
    public void Stores_are_tested_in_turn()
    {
        var far = Near with { Id = Guid.CreateVersion7(), LastAskedAt = Now.AddDays(-9) };

        Assert.Equal(Near.Id, Draw([far, Near], [.. Copies(Near, 3), .. Copies(far, 3)])!.StoreId);
        Assert.Equal(far.Id, Draw([far, Near with { LastAskedAt = Now.AddDays(-8) }], [.. Copies(Near, 3), .. Copies(far, 3)])!.StoreId);
    }

    [Fact]
    public void A_store_that_does_not_answer_or_has_no_copy_is_passed_over()
    {
        var far = Near with { Id = Guid.CreateVersion7(), LastAskedAt = Now };

        Assert.Equal(far.Id, Draw([Near with { IsAnswering = false }, far], [.. Copies(Near, 3), .. Copies(far, 3)])!.StoreId);
        Assert.Equal(far.Id, Draw([Near, far], Copies(far, 3))!.StoreId);
        Assert.Null(Draw([Near], Copies(far, 3)));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(92, 92, true)]
    [InlineData(90, 90, false)]
    [InlineData(3, null, false)] // it was not there three days ago
    [InlineData(8, 92, true)]
    public void A_medium_that_has_to_be_fetched_is_tested_each_quarter(int? askedDaysAgo, int? judgedDaysAgo, bool isDrawn)
    {
        var disk = Disk with { LastAskedAt = Now.AddDays(-askedDaysAgo ?? 0), LastJudgedAt = Now.AddDays(-judgedDaysAgo ?? 0) };
        disk = disk with { LastAskedAt = askedDaysAgo is null ? null : disk.LastAskedAt, LastJudgedAt = judgedDaysAgo is null ? null : disk.LastJudgedAt };

        var drawn = Draw([Near, disk], [.. Copies(Near, 3), .. Copies(disk, 3)])!;

        Assert.Equal(isDrawn ? (disk.Id, VerificationChoice.Quarterly) : (Near.Id, VerificationChoice.Random), (drawn.StoreId, drawn.Reason));
    }

    [Fact]
    public void A_test_is_due_when_the_last_that_passed_is_old_enough_and_sooner_after_one_that_did_not()
    {
        var week = TimeSpan.FromDays(7);

        Assert.Equal(Now, VerificationChoice.DueAt(week, Now, null));
        Assert.Equal(Now.AddDays(7), VerificationChoice.DueAt(week, Now.AddDays(-99), new(Now, IsPassed: true)));
        Assert.Equal(Now.AddDays(1), VerificationChoice.DueAt(week, Now.AddDays(-99), new(Now, IsPassed: false)));
        Assert.Equal(Now.AddHours(6), VerificationChoice.DueAt(TimeSpan.FromDays(1), Now.AddDays(-99), new(Now, IsPassed: false)));
    }

    private static ChosenTest? Draw(IReadOnlyList<TestableStore> stores, IReadOnlyList<TestableCopy> copies) => VerificationChoice.Draw(Policy, Now, stores, copies, Now);

    private static IReadOnlyList<TestableCopy> Copies(TestableStore store, int days) =>
        [.. Enumerable.Range(0, days).Select(day => new TestableCopy(new Guid(day + 1, 0, 0, new byte[8]), store.Id, Now.AddDays(-day)))];

    private static double AgeOf(IReadOnlyList<TestableCopy> copies, ChosenTest test) => (Now - copies.Single(copy => copy.BackupId == test.BackupId).ConsistentAt).TotalDays;
}
