using DrConsole.Access;
using DrConsole.Plans;
using DrConsole.Plans.Edit;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Plans.Edit;

public sealed class DraftCommandsTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestConsole _console = default!;
    private Actor _other = default!;
    private Guid _draft;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DraftCommands Desk => _console.Get<DraftCommands>();

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        var id = await _console.AccessDesk.CreateUserAsync(Actor.Operator("test"), TestConsole.NewId(), "second-editor", "The second editor", "no-password", [Role.Admin], Ct);
        _other = new(ActorKind.User, id, "The second editor");
        _draft = await _console.Plans.ImportAsync(_console.Admin, TestConsole.NewId(), "plan.md", SmallPlan.Text, Ct);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task A_changed_field_is_in_the_draft_and_in_the_list_of_changes()
    {
        var scenario = (await DocumentAsync()).Scenarios[0];

        await EditAsync(_other, new SetField(scenario.Key, "description", "The ledger is gone", null));

        var sheet = await SheetAsync(_other);
        Assert.Equal("The ledger is gone", sheet.Document.Scenarios[0].Description);
        Assert.Equal((1, 1, _other.Name), (sheet.Revision, sheet.Edits[0].Revision, sheet.Edits[0].ActorName));
        Assert.Contains("The ledger is gone", sheet.Edits[0].Summary);
        Assert.Equal(scenario.Steps().Select(step => step.Key), sheet.Document.Scenarios[0].Steps().Select(step => step.Key));
    }

    [Fact]
    public async Task Of_two_who_change_one_field_the_slower_is_told_who_was_faster_and_both_values_are_known()
    {
        await EditAsync(_other, new SetField("meta", "owner", "Ledger team", null));

        var conflict = await Assert.ThrowsAsync<DraftConflictException>(() => EditAsync(_console.Admin, new SetField("meta", "owner", "Platform team", null)));

        Assert.Equal(("Ledger team", "Platform team", _other.Name), ((string?)conflict.Present, (string?)conflict.Wanted.Value, conflict.ByName));
        Assert.Equal("Ledger team", (await DocumentAsync()).Meta.Owner);
        await EditAsync(_console.Admin, new SetField("meta", "owner", "Platform team", conflict.Present)); // keep mine
        Assert.Equal("Platform team", (await DocumentAsync()).Meta.Owner);
    }

    [Fact]
    public async Task Two_who_enter_the_same_are_no_conflict()
    {
        await EditAsync(_other, new SetField("meta", "owner", "Ledger team", null));

        await EditAsync(_console.Admin, new SetField("meta", "owner", "Ledger team", null));

        Assert.Equal("Ledger team", (await DocumentAsync()).Meta.Owner);
    }

    [Fact]
    public async Task Many_editors_at_once_lose_no_field()
    {
        string[] fields = ["owner", "approver", "classification", "reviewCadence", "version", "lastUpdatedRaw", "summary", "nextReviewRaw"];

        await Task.WhenAll(fields.Select((field, i) => EditAsync(i % 2 == 0 ? _console.Admin : _other, new SetField("meta", field, field, null))));

        var sheet = await SheetAsync(_console.Admin);
        Assert.Equal(fields.Length, sheet.Revision);
        Assert.Equal(fields.Order(StringComparer.Ordinal), new[] { sheet.Document.Meta.Owner, sheet.Document.Meta.Approver, sheet.Document.Meta.Classification, sheet.Document.Meta.ReviewCadence,
            sheet.Document.Meta.Version, sheet.Document.Meta.LastUpdatedRaw, sheet.Document.Meta.Summary, sheet.Document.Meta.NextReviewRaw }.Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(1, fields.Length).Reverse(), sheet.Edits.Select(edit => edit.Revision));
    }

    [Fact]
    public async Task Of_many_who_change_one_field_at_once_exactly_one_is_saved()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            Attempt.Async(() => EditAsync(i % 2 == 0 ? _console.Admin : _other, new SetField("meta", "owner", $"Team {i}", null)))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.IsType<DraftConflictException>(outcome));
        Assert.Equal(1, (await SheetAsync(_console.Admin)).Revision);
    }

    [Fact]
    public async Task The_same_command_twice_changes_once()
    {
        var command = TestConsole.NewId();
        var add = new AddItem("contact", null, AddItem.Last, new() { ["name"] = "A. Example" });

        var first = await Desk.EditAsync(_console.Admin, command, _draft, add, Ct);
        var second = await Desk.EditAsync(_console.Admin, command, _draft, add, Ct);

        Assert.Equal(first, second);
        Assert.Single((await DocumentAsync()).Contacts);
    }

    [Fact]
    public async Task A_refused_change_can_be_sent_again_with_its_id()
    {
        var command = TestConsole.NewId();
        await Assert.ThrowsAsync<RefusedException>(() => Desk.EditAsync(_console.Admin, command, _draft, new SetField("meta", "title", null, "Ledger recovery plan"), Ct));

        await Desk.EditAsync(_console.Admin, command, _draft, new SetField("meta", "title", "Another", "Ledger recovery plan"), Ct);

        Assert.Equal("Another", (await DocumentAsync()).Meta.Title);
    }

    [Theory]
    [InlineData("meta", "colour", "x", "no field")]
    [InlineData("meta", "nextReview", "soon", "2027-03-31")]
    [InlineData("scenario/not-there", "title", "x", "Somebody removed it")]
    public async Task A_change_that_does_not_fit_is_refused_and_nothing_is_saved(string item, string field, string value, string says)
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => EditAsync(_console.Admin, new SetField(item, field, value, null)));

        Assert.Contains(says, refusal.Message);
        Assert.Equal(0, (await SheetAsync(_console.Admin)).Revision);
    }

    [Fact]
    public async Task What_the_database_cannot_keep_is_replaced_and_not_refused()
    {
        await EditAsync(_console.Admin, new SetField("meta", "owner", "Ledger\0team", null));

        Assert.Equal("Ledger\uFFFDteam", (await DocumentAsync()).Meta.Owner);
    }

    [Fact]
    public async Task Whoever_may_only_read_changes_nothing()
    {
        await Assert.ThrowsAsync<NotPermittedException>(() => EditAsync(_console.Auditor, new SetField("meta", "owner", "Me", null)));

        Assert.Null((await DocumentAsync()).Meta.Owner);
    }

    [Fact]
    public async Task A_changed_draft_goes_back_to_editing_and_loses_its_approval()
    {
        await _console.Database.ExecuteAsOwnerAsync($"UPDATE plan_draft SET state = 'Approved', approved_by_id = '{_console.Admin.Id}', approved_by_name = 'x', approved_at = now(), submitted_by_name = 'y', submitted_at = now() WHERE id = '{_draft}'");

        await EditAsync(_other, new SetField("meta", "owner", "Ledger team", null));

        var draft = await _console.ReadAsync(db => db.PlanDrafts.SingleAsync(candidate => candidate.Id == _draft, Ct));
        Assert.Equal((DraftState.Editing, null, null, null), (draft.State, draft.ApprovedById, draft.ApprovedByName, draft.SubmittedByName));
        Assert.Equal([_console.Admin.Id, _other.Id], draft.AuthorIds);
    }

    [Fact]
    public async Task One_of_several_that_does_not_fit_stops_all()
    {
        await Assert.ThrowsAsync<RefusedException>(() => EditAsync(_console.Admin, new SeveralChanges(
            [new AddItem("contact", null, null, new() { ["name"] = "First" }), new AddItem("contact", null, null, new() { ["zone"] = "Nowhere" })])));

        Assert.Empty((await DocumentAsync()).Contacts);
    }

    [Fact]
    public async Task The_trail_says_which_field_was_changed_and_not_to_what()
    {
        await EditAsync(_console.Admin, new AddItem("contact", null, AddItem.Last, new() { ["name"] = "A. Example", ["phone"] = "+49 30 000000" }));

        var entry = await _console.ReadAsync(db => db.AuditEntries.SingleAsync(candidate => candidate.Action == "plan.draft.edited", Ct));
        Assert.DoesNotContain("Example", System.Text.Encoding.UTF8.GetString(entry.Body));
        Assert.DoesNotContain("000000", System.Text.Encoding.UTF8.GetString(entry.Body));
    }

    private Task<DraftEdited> EditAsync(Actor actor, DraftChange change) => Desk.EditAsync(actor, TestConsole.NewId(), _draft, change, Ct);

    private async Task<DraftSheet> SheetAsync(Actor actor) => (await _console.Get<IDraftQueries>().SheetAsync(_draft, actor.Id, Ct))!;

    private async Task<PlanDocument> DocumentAsync() => (await SheetAsync(_console.Admin)).Document;
}
