using DrConsole.Access;
using DrConsole.Plans;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Review;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static DrConsole.Tests.Plans.Review.ReviewText;

namespace DrConsole.Tests.Plans.Review;

/// <summary>Looking an import through, on PostgreSQL.</summary>
public sealed class ImportCommandsTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestConsole _console = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ImportCommands Review => _console.Get<ImportCommands>();

    public async ValueTask InitializeAsync() => _console = await TestConsole.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task An_import_changes_nothing_until_it_is_applied()
    {
        var import = await ProposeAsync();
        Assert.Equal(0, await _console.ReadAsync(db => db.PlanDrafts.CountAsync(Ct)));

        var draft = await ApplyAsync(import);

        var made = (await _console.Get<IPlanQueries>().DraftAsync(draft, Ct))!;
        Assert.Equal((await _console.ReadAsync(db => db.Plans.SingleAsync(Ct))).Id, made.PlanId);
        Assert.Equal(("Depot recovery plan", "plan.md"), (made.Document.Meta.Title, made.FileName));
        Assert.Null(await _console.Get<IImportQueries>().ImportAsync(import, Ct));
    }

    [Fact]
    public async Task A_rejected_item_stays_as_a_note_of_its_lines()
    {
        var import = await ProposeAsync();
        var printer = (await ViewAsync(import)).Document.Objectives.Single(objective => objective.Scope == "Label printer");
        await DecideAsync(import, (printer.Key, Verdict.Undecided, Verdict.Rejected));

        var document = await DraftOfAsync(await ApplyAsync(import));

        Assert.DoesNotContain(document.Objectives, objective => objective.Scope == "Label printer");
        var note = Assert.Single(document.Notes, note => note.Text.Contains("Label printer", StringComparison.Ordinal));
        Assert.Equal(("| Label printer | 1 day | 1 day |", printer.Source), (note.Text, note.Source));
        Assert.Equal(["Depot recovery plan", "Recovery objectives"], note.Under);
    }

    [Fact]
    public async Task A_decision_can_be_taken_back()
    {
        var import = await ProposeAsync();
        var key = (await ViewAsync(import)).Document.Objectives[0].Key;
        await DecideAsync(import, (key, Verdict.Undecided, Verdict.Rejected));
        await DecideAsync(import, (key, Verdict.Rejected, Verdict.Undecided));

        Assert.Equal(Verdict.Undecided, (await ViewAsync(import)).Decisions.On(key));
        Assert.Contains((await DraftOfAsync(await ApplyAsync(import))).Objectives, objective => objective.Key == key);
    }

    [Fact]
    public async Task Two_who_decide_one_item_at_once_are_told_and_lose_nothing()
    {
        var import = await ProposeAsync();
        var objectives = (await ViewAsync(import)).Document.Objectives;
        var attempts = await Task.WhenAll(
            Attempt.Async(() => Review.DecideAsync(_console.Admin, TestConsole.NewId(), import, [new(objectives[0].Key, Verdict.Undecided, Verdict.Accepted)], Ct)),
            Attempt.Async(() => Review.DecideAsync(_console.Admin, TestConsole.NewId(), import, [new(objectives[0].Key, Verdict.Undecided, Verdict.Rejected)], Ct)));

        Assert.IsType<StaleException>(Assert.Single(attempts, attempt => attempt is not null));
        await DecideAsync(import, (objectives[1].Key, Verdict.Undecided, Verdict.Rejected));
        Assert.Equal(2, (await ViewAsync(import)).Decisions.Items.Count);
    }

    [Fact]
    public async Task A_change_overwrites_nothing_that_somebody_else_changed_meanwhile()
    {
        var import = await ProposeAsync();
        var key = (await ViewAsync(import)).Document.Objectives[0].Key;
        await Review.ChangeAsync(_console.Admin, TestConsole.NewId(), import, key, "rtoMinutes", 120.0, 240, Ct);

        await Assert.ThrowsAsync<StaleException>(() => Review.ChangeAsync(_console.Admin, TestConsole.NewId(), import, key, "rtoMinutes", 60.0, 240, Ct));

        var view = await ViewAsync(import);
        Assert.Equal((120.0, Verdict.Accepted), (view.Document.Objectives[0].RtoMinutes, view.Decisions.On(key)));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_refused_and_nothing_changes()
    {
        var import = await ProposeAsync();
        var key = (await ViewAsync(import)).Document.Objectives[0].Key;

        await Assert.ThrowsAsync<RefusedException>(() => Review.ChangeAsync(_console.Admin, TestConsole.NewId(), import, key, "scope", "", "Orders database", Ct));
        await Assert.ThrowsAsync<RefusedException>(() => Review.ChangeAsync(_console.Admin, TestConsole.NewId(), import, key, "rtoMinutes", "soon", 240, Ct));

        Assert.Empty((await ViewAsync(import)).Decisions.Items);
    }

    [Fact]
    public async Task What_somebody_writes_into_an_import_is_cleaned_and_not_kept_in_the_audit_chain()
    {
        var import = await ProposeAsync();
        var key = (await ViewAsync(import)).Document.Objectives[0].Key;

        await Review.ChangeAsync(_console.Admin, TestConsole.NewId(), import, key, "scope", "Or\0ders\u202e private", "Orders database", Ct);

        Assert.Equal("Or\uFFFDders\uFFFD private", (await ViewAsync(import)).Document.Objectives[0].Scope);
        var entry = await _console.ReadAsync(db => db.AuditEntries.SingleAsync(candidate => candidate.Action == "plan.import.changed", Ct));
        Assert.DoesNotContain("private", System.Text.Encoding.UTF8.GetString(entry.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_move_and_notes_become_items_before_the_draft_is_made()
    {
        var import = await ProposeAsync();
        var view = await ViewAsync(import);
        var line = Line(view.SourceText, "server room");
        var moved = await Review.MoveAsync(_console.Admin, TestConsole.NewId(), import, view.Document.Objectives[1].Key, "system", Ct);
        var note = view.Document.Notes.Single(note => note.Text.Contains("server room", StringComparison.Ordinal));
        var made = await Review.FromNoteAsync(_console.Admin, TestConsole.NewId(), import, note.Key, "contact", new(line, line), Ct);

        var document = await DraftOfAsync(await ApplyAsync(import));

        Assert.Contains(document.Systems, system => system.Key == moved);
        Assert.Contains(document.Contacts, contact => contact.Key == made && contact.Phone == "+49 30 555 0199");
    }

    [Fact]
    public async Task Contradicting_files_show_both_values_until_somebody_chooses()
    {
        var import = await ProposeAsync(null, new("plan.md", Main), new("annex.md", Annex));
        var conflict = (await ViewAsync(import)).Document.Conflicts.Single(conflict => conflict.Field == "rtoMinutes");
        await Review.ResolveAsync(_console.Admin, TestConsole.NewId(), import, conflict.Key, 1, Ct);
        await Assert.ThrowsAsync<StaleException>(() => Review.ResolveAsync(_console.Admin, TestConsole.NewId(), import, conflict.Key, 0, Ct));

        var document = await DraftOfAsync(await ApplyAsync(import));

        Assert.Equal(480, document.Objectives[0].RtoMinutes);
        Assert.Equal("owner", Assert.Single(document.Conflicts).Field);
        Assert.Equal(2, document.Files.Count);
    }

    [Fact]
    public async Task A_changed_document_changes_only_what_differs_in_the_plan()
    {
        var (plan, edited) = await PublishedAsync();
        var import = await ProposeAsync(plan, new ImportedFile("plan.md", edited));

        var proposals = (await ViewAsync(import)).Proposals();
        Assert.Equal(["Change rtoMinutes", "Add "], proposals.Where(proposal => proposal.Kind.Name == "objective" && !proposal.IsOffByDefault).Select(proposal => $"{proposal.What} {proposal.Field?.Field.Name}"));
        var document = await DraftOfAsync(await ApplyAsync(import));

        Assert.Equal([("Orders database", 120.0), ("Label printer", 1440), ("Scanner", 30)], document.Objectives.Select(objective => (objective.Scope, objective.RtoMinutes!.Value)));
        Assert.Equal("| Orders database | 2 hours | 15 minutes |", edited.Split('\n')[document.Objectives[0].Source!.First - 1]);
        Assert.NotNull(await _console.ReadAsync(db => db.PlanDrafts.Select(draft => draft.BaseVersionId).SingleAsync(Ct)));
    }

    [Fact]
    public async Task A_rejected_difference_leaves_the_plan_as_it_is()
    {
        var (plan, edited) = await PublishedAsync();
        var import = await ProposeAsync(plan, new ImportedFile("plan.md", edited));
        var change = (await ViewAsync(import)).Proposals().Single(proposal => proposal.What == ProposalKind.Change);
        await DecideAsync(import, (change.Id, Verdict.Undecided, Verdict.Rejected));

        Assert.Equal(240, (await DraftOfAsync(await ApplyAsync(import))).Objectives[0].RtoMinutes);
    }

    [Fact]
    public async Task What_the_document_does_not_have_stays_unless_somebody_asks_for_its_removal()
    {
        var (plan, edited) = await PublishedAsync();
        var shorter = string.Join('\n', edited.Split('\n').Where(line => !line.Contains("Label printer", StringComparison.Ordinal)));
        var kept = await ProposeAsync(plan, new ImportedFile("plan.md", shorter));
        var removal = Assert.Single((await ViewAsync(kept)).Proposals(), proposal => proposal.What == ProposalKind.Remove);
        Assert.True(removal.IsOffByDefault);
        Assert.Contains((await DraftOfAsync(await ApplyAsync(kept))).Objectives, objective => objective.Scope == "Label printer");

        var removed = await ProposeAsync(plan, new ImportedFile("plan.md", shorter));
        await DecideAsync(removed, (removal.Id, Verdict.Undecided, Verdict.Accepted));
        Assert.DoesNotContain((await DraftOfAsync(await ApplyAsync(removed))).Objectives, objective => objective.Scope == "Label printer");
    }

    [Fact]
    public async Task A_plan_with_a_draft_gets_the_differences_into_it_and_nobody_has_approved_that()
    {
        var (plan, edited) = await PublishedAsync();
        var first = await ApplyAsync(await ProposeAsync(plan, new ImportedFile("plan.md", edited)));

        var second = await ApplyAsync(await ProposeAsync(plan, new ImportedFile("plan.md", edited.Replace("2 hours | 15 minutes", "3 hours | 15 minutes", StringComparison.Ordinal))));

        Assert.Equal(first, second);
        var draft = await _console.ReadAsync(db => db.PlanDrafts.SingleAsync(Ct));
        Assert.Equal((1, DraftState.Editing), (draft.Revision, draft.State));
        Assert.Equal(180, (await DraftOfAsync(second)).Objectives[0].RtoMinutes);
    }

    [Fact]
    public async Task An_import_into_a_draft_stands_in_its_list_of_changes_and_nobody_takes_back_what_came_before_it()
    {
        var (plan, edited) = await PublishedAsync();
        var draft = await ApplyAsync(await ProposeAsync(plan, new ImportedFile("plan.md", edited)));
        await _console.Get<DraftCommands>().EditAsync(_console.Admin, TestConsole.NewId(), draft, new SetField("meta", "approver", "The board", null), Ct);
        await ApplyAsync(await ProposeAsync(plan, new ImportedFile("annex.md", edited.Replace("2 hours | 15 minutes", "3 hours | 15 minutes", StringComparison.Ordinal))));

        var sheet = (await _console.Get<IDraftQueries>().SheetAsync(draft, _console.Admin.Id, Ct))!;
        Assert.Equal("Import of annex.md taken over; this cannot be taken back", sheet.Edits[0].Summary);
        Assert.Equal(new(null, null), sheet.Own);
        Assert.Equal("The board", sheet.Document.Meta.Approver);

        await _console.Get<DraftCommands>().EditAsync(_console.Admin, TestConsole.NewId(), draft, new SetField("meta", "approver", "The head", "The board"), Ct);
        await _console.Get<DraftCommands>().UndoAsync(_console.Admin, TestConsole.NewId(), draft, Ct);
        Assert.Equal("The board", (await DraftOfAsync(draft)).Meta.Approver);
    }

    [Fact]
    public async Task What_was_looked_at_must_be_what_is_changed()
    {
        var (plan, edited) = await PublishedAsync();
        var import = await ProposeAsync(plan, new ImportedFile("plan.md", edited));
        var ground = (await ViewAsync(import)).Ground;
        await ApplyAsync(await ProposeAsync(plan, new ImportedFile("other.md", edited)));

        await Assert.ThrowsAsync<StaleException>(() => Review.ApplyAsync(_console.Admin, TestConsole.NewId(), import, ground, Ct));

        Assert.NotNull(await _console.Get<IImportQueries>().ImportAsync(import, Ct));
    }

    [Fact]
    public async Task Applying_twice_under_one_name_makes_one_draft()
    {
        var import = await ProposeAsync();
        var command = TestConsole.NewId();

        var first = await Review.ApplyAsync(_console.Admin, command, import, "", Ct);

        Assert.Equal(first, await Review.ApplyAsync(_console.Admin, command, import, "", Ct));
        await Assert.ThrowsAsync<NotFoundException>(() => Review.ApplyAsync(_console.Admin, TestConsole.NewId(), import, "", Ct));
    }

    [Fact]
    public async Task A_discarded_import_is_gone_and_audited()
    {
        var import = await ProposeAsync();
        await Review.DiscardAsync(_console.Admin, TestConsole.NewId(), import, Ct);

        Assert.Empty(await _console.Get<IImportQueries>().WaitingAsync(Ct));
        Assert.Equal(["plan.import.proposed", "plan.import.discarded"], await _console.ReadAsync(db => db.AuditEntries.Where(entry => entry.Action.StartsWith("plan.")).OrderBy(entry => entry.Sequence).Select(entry => entry.Action).ToListAsync(Ct)));
    }

    [Fact]
    public async Task Whoever_may_not_edit_plans_may_not_import()
    {
        await Assert.ThrowsAsync<NotPermittedException>(() => Review.ProposeAsync(_console.Responder, TestConsole.NewId(), [new("plan.md", Main)], Ct));
        var import = await ProposeAsync();
        await Assert.ThrowsAsync<NotPermittedException>(() => Review.ApplyAsync(_console.Responder, TestConsole.NewId(), import, "", Ct));
    }

    [Fact]
    public async Task Files_that_are_too_many_or_too_large_together_are_refused()
    {
        var large = new ImportedFile("large.md", "# Plan\n\n" + new string('a', 1_900_000));

        Assert.Equal("files_count", (await Assert.ThrowsAsync<RefusedException>(() => Review.ProposeAsync(_console.Admin, TestConsole.NewId(), [], Ct))).Code);
        Assert.Equal("plan_too_large", (await Assert.ThrowsAsync<RefusedException>(() => Review.ProposeAsync(_console.Admin, TestConsole.NewId(), [large, large, large], Ct))).Code);
    }

    private async Task<(Guid Plan, string Edited)> PublishedAsync()
    {
        await _console.PublishPlanAsync(Main);
        var edited = Main.Replace("| 4 hours |", "| 2 hours |", StringComparison.Ordinal).Replace("| 1 day | 1 day |", "| 1 day | 1 day |\n| Scanner | 30 minutes | 1 hour |", StringComparison.Ordinal);
        return (await _console.ReadAsync(db => db.Plans.Select(plan => plan.Id).SingleAsync(Ct)), edited);
    }

    private Task<Guid> ProposeAsync(Guid? plan = null, params ImportedFile[] files) =>
        Review.ProposeAsync(_console.Admin, TestConsole.NewId(), files.Length == 0 ? [new("plan.md", Main)] : files, Ct, plan);

    private async Task<PlanImportView> ViewAsync(Guid import) => (await _console.Get<IImportQueries>().ImportAsync(import, Ct))!;

    private Task DecideAsync(Guid import, params (string Id, Verdict Was, Verdict To)[] decisions) =>
        Review.DecideAsync(_console.Admin, TestConsole.NewId(), import, [.. decisions.Select(decision => new ProposalDecision(decision.Id, decision.Was, decision.To))], Ct);

    private async Task<Guid> ApplyAsync(Guid import) => await Review.ApplyAsync(_console.Admin, TestConsole.NewId(), import, (await ViewAsync(import)).Ground, Ct);

    private async Task<PlanDocument> DraftOfAsync(Guid draft) => (await _console.Get<IPlanQueries>().DraftAsync(draft, Ct))!.Document;
}
