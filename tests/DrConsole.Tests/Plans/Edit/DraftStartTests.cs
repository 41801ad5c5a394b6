using DrConsole.Plans;
using DrConsole.Plans.Edit;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Plans.Edit;

public sealed class DraftStartTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestConsole _console = default!;
    private Guid _draft;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        _draft = await _console.Plans.ImportAsync(_console.Admin, TestConsole.NewId(), "plan.md", SmallPlan.Text, Ct);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task A_draft_begins_from_the_current_version_and_only_one()
    {
        await _console.Plans.PublishAsync(_console.Admin, TestConsole.NewId(), _draft, null, Ct);
        var plan = (await _console.Get<IPlanQueries>().ListAsync(Ct)).Single();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            Attempt.Async(() => _console.Get<DraftStart>().BeginAsync(_console.Admin, TestConsole.NewId(), plan.PlanId, Ct))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.OfType<RefusedException>(), refusal => Assert.Equal("draft_exists", refusal.Code));
        var draft = await _console.ReadAsync(db => db.PlanDrafts.SingleAsync(Ct));
        Assert.Equal(plan.Current!.VersionId, draft.BaseVersionId);
        Assert.Equal("Scenario 1: Ledger database lost", PlanDocumentBytes.Read(draft.Document).Scenarios[0].Title);
    }

    [Fact]
    public async Task A_new_plan_begins_with_a_title_and_nothing_else()
    {
        var start = _console.Get<DraftStart>();
        await Assert.ThrowsAsync<RefusedException>(() => start.NewAsync(_console.Admin, TestConsole.NewId(), "  ", Ct));

        var made = await start.NewAsync(_console.Admin, TestConsole.NewId(), "Warehouse plan", Ct);

        var sheet = await _console.Get<IDraftQueries>().SheetAsync(made, _console.Admin.Id, Ct);
        Assert.Equal("Warehouse plan", sheet!.Document.Meta.Title);
        Assert.Empty(sheet.Document.Scenarios);
    }
}
