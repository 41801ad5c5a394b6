using System.Text.Json.Nodes;
using DrConsole.Plans;
using DrConsole.Plans.Doctor;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Review;
using DrConsole.Tests.Plans.Review;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Plans.Edit;

/// <summary>A draft of two files that contradict each other.</summary>
public sealed class StatedValueTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Field = "rtoMinutes";

    private TestConsole _console = default!;
    private Guid _draft;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DraftCommands Desk => _console.Get<DraftCommands>();

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        var review = _console.Get<ImportCommands>();
        var import = await review.ProposeAsync(_console.Admin, TestConsole.NewId(), [new("plan.md", ReviewText.Main), new("annex.md", ReviewText.Annex)], Ct);
        _draft = await review.ApplyAsync(_console.Admin, TestConsole.NewId(), import, (await _console.Get<IImportQueries>().ImportAsync(import, Ct))!.Ground, Ct);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Keeping_a_stated_value_settles_the_question_and_undo_and_redo_know_both()
    {
        var before = await DocumentAsync();
        var conflict = Open(before)!;

        await Desk.EditAsync(_console.Admin, TestConsole.NewId(), _draft, new SetField(conflict.Item, Field, 480, 240), Ct);
        var after = await DocumentAsync();
        Assert.Null(Open(after));
        Assert.Equal(480, after.Objectives[0].RtoMinutes);
        Assert.Single(after.Conflicts);

        await Desk.UndoAsync(_console.Admin, TestConsole.NewId(), _draft, Ct);
        var again = await DocumentAsync();
        Assert.Equal(conflict.Values, Open(again)!.Values);
        Assert.Equal(240, again.Objectives[0].RtoMinutes);

        await Desk.RedoAsync(_console.Admin, TestConsole.NewId(), _draft, Ct);
        Assert.Null(Open(await DocumentAsync()));
        Assert.Equal(480, (await DocumentAsync()).Objectives[0].RtoMinutes);
    }

    [Fact]
    public async Task The_value_that_stands_can_be_kept_and_what_was_open_comes_back_with_undo()
    {
        var conflict = Open(await DocumentAsync())!;

        await Desk.EditAsync(_console.Admin, TestConsole.NewId(), _draft, new SetField(conflict.Item, Field, 240, 240), Ct);
        Assert.Null(Open(await DocumentAsync()));

        await Desk.UndoAsync(_console.Admin, TestConsole.NewId(), _draft, Ct);
        Assert.NotNull(Open(await DocumentAsync()));
    }

    [Fact]
    public async Task The_doctor_keeps_the_first_value_with_one_click()
    {
        var conflict = Open(await DocumentAsync())!;

        await _console.Get<DraftMends>().ApplyAsync(_console.Admin, TestConsole.NewId(), _draft, "two-values", $"{conflict.Item} {Field}", Ct);

        var after = await DocumentAsync();
        Assert.Null(Open(after));
        Assert.Equal(240, after.Objectives[0].RtoMinutes);
        Assert.Contains(await _console.ReadAsync(db => db.AuditEntries.Select(entry => entry.Action).ToListAsync(Ct)), action => action == "plan.draft.edited");
    }

    private static PlanConflict? Open(PlanDocument document) => document.Conflicts.SingleOrDefault(conflict => conflict.Field == Field);

    private async Task<PlanDocument> DocumentAsync() => (await _console.Get<IDraftQueries>().SheetAsync(_draft, _console.Admin.Id, Ct))!.Document;
}
