using DrConsole.Access;
using DrConsole.Plans;
using DrConsole.Plans.Edit;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Plans.Edit;

public sealed class DraftUndoTests(PostgresServer postgres) : IAsyncLifetime
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
    public async Task Undo_and_redo_walk_through_ones_own_changes()
    {
        await EditAsync(_console.Admin, new SetField("meta", "owner", "One", null));
        await EditAsync(_console.Admin, new SetField("meta", "owner", "Two", "One"));

        await UndoAsync(_console.Admin);
        Assert.Equal("One", (await DocumentAsync()).Meta.Owner);
        await UndoAsync(_console.Admin);
        Assert.Null((await DocumentAsync()).Meta.Owner);
        await Assert.ThrowsAsync<RefusedException>(() => UndoAsync(_console.Admin));
        await Desk.RedoAsync(_console.Admin, TestConsole.NewId(), _draft, Ct);
        await Desk.RedoAsync(_console.Admin, TestConsole.NewId(), _draft, Ct);
        Assert.Equal("Two", (await DocumentAsync()).Meta.Owner);
        Assert.Null((await SheetAsync(_console.Admin)).Own.Redo);
    }

    [Fact]
    public async Task Undo_leaves_alone_what_others_did()
    {
        await EditAsync(_console.Admin, new SetField("meta", "owner", "Mine", null));
        await EditAsync(_other, new SetField("meta", "approver", "Theirs", null));

        await UndoAsync(_console.Admin);

        var meta = (await DocumentAsync()).Meta;
        Assert.Equal((null, "Theirs"), (meta.Owner, meta.Approver));
    }

    [Fact]
    public async Task Undo_is_refused_when_somebody_changed_the_same_field_since()
    {
        await EditAsync(_console.Admin, new SetField("meta", "owner", "Mine", null));
        await EditAsync(_other, new SetField("meta", "owner", "Theirs", "Mine"));

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => UndoAsync(_console.Admin));

        Assert.Equal("undo_overtaken", refusal.Code);
        Assert.Contains(_other.Name, refusal.Message);
        Assert.Equal("Theirs", (await DocumentAsync()).Meta.Owner);
    }

    [Fact]
    public async Task An_added_item_that_somebody_else_has_worked_on_is_not_taken_away_by_undo()
    {
        var added = await EditAsync(_console.Admin, new AddItem("scenario", null, AddItem.Last, new() { ["title"] = "Flood" }));
        await EditAsync(_other, new SetField(added.Item, "description", "Water in the cellar", null));

        await Assert.ThrowsAsync<RefusedException>(() => UndoAsync(_console.Admin));

        Assert.Equal(2, (await DocumentAsync()).Scenarios.Count);
    }

    [Fact]
    public async Task A_removed_scenario_comes_back_whole_and_at_its_place()
    {
        var before = (await DocumentAsync()).Scenarios[0];
        await EditAsync(_console.Admin, new AddItem("scenario", null, AddItem.Last, new() { ["title"] = "Flood" }));
        await EditAsync(_console.Admin, new RemoveItem(before.Key));

        await UndoAsync(_console.Admin);

        var after = (await DocumentAsync()).Scenarios;
        Assert.Equal([before.Key, "scenario/flood"], after.Select(scenario => scenario.Key));
        Assert.Equal(CanonicalJson.Bytes(before), CanonicalJson.Bytes(after[0]));
    }

    [Fact]
    public async Task A_moved_step_stands_where_it_was_put_and_undo_puts_it_back()
    {
        var steps = (await DocumentAsync()).Scenarios[0].Steps().Select(step => step.Key).ToList();
        var phase = (await DocumentAsync()).Scenarios[0].Phases[0].Key;

        await EditAsync(_console.Admin, new MoveItem(steps[1], phase, null));
        Assert.Equal([steps[1], steps[0]], (await DocumentAsync()).Scenarios[0].Steps().Select(step => step.Key));

        await UndoAsync(_console.Admin);
        Assert.Equal(steps, (await DocumentAsync()).Scenarios[0].Steps().Select(step => step.Key));
    }

    [Fact]
    public async Task Several_changes_are_made_and_taken_back_as_one()
    {
        DraftChange Contact(string name) => new AddItem("contact", null, AddItem.Last, new() { ["name"] = name });
        await EditAsync(_console.Admin, new SeveralChanges([Contact("First"), Contact("Second"), Contact("Third")]));

        Assert.Equal(["First", "Second", "Third"], (await DocumentAsync()).Contacts.Select(contact => contact.Name));
        await UndoAsync(_console.Admin);
        Assert.Empty((await DocumentAsync()).Contacts);
    }

    private Task<DraftEdited> EditAsync(Actor actor, DraftChange change) => Desk.EditAsync(actor, TestConsole.NewId(), _draft, change, Ct);

    private Task<DraftEdited> UndoAsync(Actor actor) => Desk.UndoAsync(actor, TestConsole.NewId(), _draft, Ct);

    private async Task<DraftSheet> SheetAsync(Actor actor) => (await _console.Get<IDraftQueries>().SheetAsync(_draft, actor.Id, Ct))!;

    private async Task<PlanDocument> DocumentAsync() => (await SheetAsync(_console.Admin)).Document;
}
