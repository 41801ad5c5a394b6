using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Retention;
using DrConsole.Plans;
using DrConsole.Web.Backups.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Pages;

public sealed class RetentionPageTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 10, 2, 0, 0, TimeSpan.Zero);
    private static readonly NamedId Policy = new(Guid.CreateVersion7(), "Orders nightly");
    private static readonly Guid Store = Guid.CreateVersion7();

    [Fact]
    public async Task Without_a_policy_nothing_is_kept_or_removed_and_a_failing_read_is_not_that()
    {
        Assert.Contains("No policy is defined", await RenderAsync([], static () => throw new InvalidOperationException("not asked")));

        var failing = await RenderAsync([Policy], static () => throw new TimeoutException());
        Assert.Contains("Try again", failing);
        Assert.DoesNotContain("There is no copy of its backups", failing);
    }

    [Fact]
    public async Task Each_copy_says_what_happens_to_it_and_why()
    {
        var plan = new RetentionPlan
        {
            Copies =
            [
                new(Guid.CreateVersion7(), Store, At, RetentionAct.Keep) { KeptBy = ["daily, 7 of them: the newest of 2026-03-10"] },
                new(Guid.CreateVersion7(), Store, At.AddDays(-8), RetentionAct.Mark) { Why = "No rule keeps it." },
                new(Guid.CreateVersion7(), Store, At.AddDays(-9), RetentionAct.Wait) { Why = "Its grace is not over.", DeletableAt = At.AddDays(3) },
                new(Guid.CreateVersion7(), Store, At.AddDays(-20), RetentionAct.Delete) { Why = "No rule keeps it, and its grace is over." },
            ],
            Stops = [],
        };

        var page = await RenderAsync([Policy], () => Preview(plan));

        Assert.Contains("In near", page);
        Assert.Contains("Kept as daily, 7 of them", page);
        Assert.Contains("Will be marked", page);
        Assert.Contains("Stays for now", page);
        Assert.Contains("Goes now", page);
        Assert.Contains("1 copy would be removed", page);
        Assert.Contains("3 copies stay", page);
    }

    [Fact]
    public async Task With_no_copy_it_says_so_and_a_stop_is_told_before_anything_else()
    {
        Assert.Contains("There is no copy of its backups in any store.", await RenderAsync([Policy], static () => Preview(new RetentionPlan { Copies = [], Stops = [] })));
        Assert.Contains("Runs fail since Monday.", await RenderAsync([Policy], static () => Preview(new RetentionPlan { Copies = [], Stops = ["Runs fail since Monday."] })));
    }

    [Fact]
    public async Task Looking_changes_nothing_so_there_is_nothing_to_press_but_show()
    {
        var page = await RenderAsync([Policy], static () => Preview(new RetentionPlan { Copies = [], Stops = [] }), mayAll: false);

        Assert.Single(page.Split("<button")[1..]);
        Assert.Contains("method=\"get\"", page);
    }

    private static RetentionPreview Preview(RetentionPlan plan) => new(Policy.Id, Policy.Name, At, [new(RetentionKind.Daily, 7)], plan, new Dictionary<Guid, string> { [Store] = "near" });

    private static Task<string> RenderAsync(IReadOnlyList<NamedId> policies, Func<RetentionPreview> preview, bool mayAll = true) => CorePages.RenderAsync<RetentionPage>(
        services => services.AddSingleton<IRetentionQueries>(new FakeRetention(preview)).AddSingleton<IBackupQueries>(new FakeBackups(static () => []) { Choices = new([], policies, []) }), mayAll);

    private sealed class FakeRetention(Func<RetentionPreview> read) : IRetentionQueries
    {
        public Task<RetentionPreview?> PreviewAsync(Guid policyId, CancellationToken ct) => Task.FromResult<RetentionPreview?>(read());

        public Task<RetentionPreview?> ForecastAsync(Guid policyId, DateTimeOffset at, CancellationToken ct) => Task.FromResult<RetentionPreview?>(read());

        public Task<IReadOnlyList<BackupHold>> HoldsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<BackupHold>>([]);

        public Task<IReadOnlyList<DeletionReceipt>> ReceiptsAsync(int take, CancellationToken ct) => Task.FromResult<IReadOnlyList<DeletionReceipt>>([]);
    }
}
