using DrConsole.Plans;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Plans;

public sealed class PlanRestoreTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestConsole _console = default!;
    private Guid _first;
    private Guid _plan;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IPlanQueries Plans => _console.Get<IPlanQueries>();

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        _first = await _console.PublishPlanAsync();
        _plan = (await Plans.VersionAsync(_first, Ct))!.Summary.PlanId;
        await _console.PublishPlanAsync(SmallPlan.Text.Replace("8 hours", "4 hours", StringComparison.Ordinal), _plan);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task An_old_version_becomes_the_newest_again_by_the_same_way_and_with_the_same_hash()
    {
        var draft = await RestoreAsync();
        Assert.Equal((DraftState.Editing, 1), ((await Plans.DraftAsync(draft, Ct))!.Progress.State, (await Plans.DraftAsync(draft, Ct))!.Progress.BaseVersionNumber));
        await _console.Plans.SubmitAsync(_console.Admin, TestConsole.NewId(), draft, "Back to the first", Ct);
        await _console.Plans.ApproveAsync(_console.Manager, TestConsole.NewId(), draft, 0, Ct);
        await _console.Plans.PublishAsync(_console.Manager, TestConsole.NewId(), draft, null, Ct);

        var history = await Plans.HistoryAsync(_plan, Ct);
        Assert.Equal([3, 2, 1], history.Select(version => version.Number));
        Assert.Equal(history[2].Sha256, history[0].Sha256);
        Assert.All(history, version => Assert.True(version.IsIntact));
    }

    [Fact]
    public async Task While_the_plan_has_a_draft_nothing_is_restored()
    {
        await RestoreAsync();

        var refusal = await Assert.ThrowsAsync<RefusedException>(RestoreAsync);

        Assert.Equal("draft_exists", refusal.Code);
    }

    [Fact]
    public async Task Of_two_who_restore_at_once_one_does()
    {
        var attempts = await Task.WhenAll(Attempt.Async(RestoreAsync), Attempt.Async(RestoreAsync));

        Assert.Equal("draft_exists", Assert.IsType<RefusedException>(Assert.Single(attempts, failure => failure is not null)).Code);
    }

    [Fact]
    public async Task A_version_that_somebody_changed_behind_the_console_is_seen_and_not_restored()
    {
        await _console.Database.ExecuteAsOwnerAsync($"ALTER TABLE plan_version DISABLE TRIGGER ALL; UPDATE plan_version SET document = document || '\\x20'::bytea WHERE id = '{_first}'");

        Assert.Equal([true, false], (await Plans.HistoryAsync(_plan, Ct)).Select(version => version.IsIntact));
        Assert.Equal("version_changed", (await Assert.ThrowsAsync<RefusedException>(RestoreAsync)).Code);
    }

    private Task<Guid> RestoreAsync() => _console.Plans.RestoreAsync(_console.Admin, TestConsole.NewId(), _first, Ct);
}
