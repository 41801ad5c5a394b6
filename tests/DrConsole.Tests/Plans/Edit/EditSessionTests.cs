using System.Text.Json.Nodes;
using DrConsole.Access;
using DrConsole.Plans;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using DrConsole.Web.Plans;
using DrConsole.Web.Plans.Edit;

namespace DrConsole.Tests.Plans.Edit;

/// <summary>Two people at one draft, as their two pages see it.</summary>
public sealed class EditSessionTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestConsole _console = default!;
    private Guid _draft;
    private EditSession _one = default!;
    private EditSession _two = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        _draft = await _console.Plans.ImportAsync(_console.Admin, TestConsole.NewId(), "plan.md", SmallPlan.Text, Ct);
        var id = await _console.AccessDesk.CreateUserAsync(Actor.Operator("test"), TestConsole.NewId(), "second-editor", "The second editor", "no-password", [Role.Admin], Ct);
        (_one, _two) = (NewSession(_console.Admin), NewSession(new(ActorKind.User, id, "The second editor")));
        await ReadAsync(_one, _two);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task A_conflict_keeps_both_texts_and_mine_can_be_kept()
    {
        await _one.SetAsync("meta", new("owner", "Ledger team"), Nothing);
        await _two.SetAsync("meta", new("owner", "Platform team"), Nothing);

        var edit = Assert.Single(_two.Stuck);
        Assert.Equal(("Ledger team", "Platform team"), ((string?)edit.Conflict!.Present, (string?)edit.Value));
        await ReadAsync(_two);
        Assert.Equal("Platform team", (string?)Owner(_two));

        await _two.KeepMineAsync(edit, Nothing);
        await ReadAsync(_one, _two);
        Assert.Equal(("Platform team", "Platform team"), ((string?)Owner(_one), (string?)Owner(_two)));
        Assert.Empty(_two.Stuck);
    }

    [Fact]
    public async Task Theirs_can_be_taken()
    {
        await _one.SetAsync("meta", new("owner", "Ledger team"), Nothing);
        await _two.SetAsync("meta", new("owner", "Platform team"), Nothing);
        await ReadAsync(_two);

        _two.TakeTheirs(_two.Stuck.Single());

        Assert.Equal("Ledger team", (string?)Owner(_two));
        Assert.Empty(_two.Stuck);
    }

    [Fact]
    public async Task Whoever_edits_on_replaces_the_others_value_with_the_next_change()
    {
        await _one.SetAsync("meta", new("owner", "Ledger team"), Nothing);
        await _two.SetAsync("meta", new("owner", "Platform team"), Nothing);
        await ReadAsync(_two);

        _two.EditOn(_two.Stuck.Single());
        await _two.SetAsync("meta", new("owner", "Ledger and platform team", "Platform team"), Nothing);

        await ReadAsync(_one, _two);
        Assert.Equal("Ledger and platform team", (string?)Owner(_one));
        Assert.Empty(_two.Stuck);
    }

    [Fact]
    public async Task What_is_entered_while_the_one_before_is_being_saved_is_saved_after_it()
    {
        var first = _one.SetAsync("meta", new("owner", "One"), Nothing);
        var second = _one.SetAsync("meta", new("owner", "Two", "One"), Nothing);
        Assert.Equal("Two", (string?)Owner(_one));
        await Task.WhenAll(first, second);

        await ReadAsync(_one);
        Assert.Equal("Two", (string?)Owner(_one));
        Assert.Equal(2, _one.Sheet!.Revision);
    }

    [Fact]
    public async Task An_older_reading_that_comes_late_is_left_aside()
    {
        var old = _one.Sheet!;
        await _one.SetAsync("meta", new("owner", "One"), Nothing);
        await ReadAsync(_one);

        _one.Show(old);

        Assert.Equal(1, _one.Sheet!.Revision);
    }

    [Fact]
    public async Task Text_for_an_entry_that_somebody_removed_is_kept_and_said_to_be_unsaved()
    {
        var scenario = _one.Tree!.Nodes.First(node => node.Kind.Name == "scenario").Key;
        await _one.DoAsync(new RemoveItem(scenario), Nothing);

        await _two.SetAsync(scenario, new("description", "A long text"), Nothing);

        var edit = Assert.Single(_two.Stuck);
        Assert.Equal("A long text", (string?)edit.Value);
        Assert.Contains("Somebody removed it", edit.Saving.Refusal);
    }

    [Fact]
    public async Task A_step_moves_over_the_border_of_its_phase_and_back()
    {
        var tree = _one.Tree!;
        var phase = tree.Nodes.First(node => node.Kind.Name == "phase");
        var second = await _one.DoAsync(new AddItem("phase", phase.Place.Parent, AddItem.Last, new() { ["title"] = "Second phase" }), Nothing);
        await ReadAsync(_one);
        var last = Siblings.Of(_one.Tree!, PlanSchema.Find("step")!, phase.Key)[^1];

        await _one.DoAsync(Siblings.Down(_one.Tree!, last)!, Nothing);
        await ReadAsync(_one);
        Assert.Equal(second!.Item, _one.Tree!.Find(last.Key)!.Place.Parent);
        Assert.Null(Siblings.Down(_one.Tree!, _one.Tree!.Find(last.Key)!));

        await _one.DoAsync(Siblings.Up(_one.Tree!, _one.Tree!.Find(last.Key)!)!, Nothing);
        await ReadAsync(_one);
        Assert.Equal(last.Place, _one.Tree!.Find(last.Key)!.Place);
    }

    [Fact]
    public async Task What_is_to_be_taken_back_while_a_change_is_under_way_is_taken_back_after_it()
    {
        var phases = Phases(_one);
        var add = _one.DoAsync(new AddItem("phase", _one.Tree!.Nodes.First(node => node.Kind.Name == "phase").Place.Parent, AddItem.Last, new() { ["title"] = "Second phase" }), Nothing);
        var (undo, redo, again) = (_one.UndoAsync(Nothing), _one.RedoAsync(Nothing), _one.UndoAsync(Nothing));
        await Task.WhenAll(add, undo, redo, again);

        await ReadAsync(_one);
        Assert.Equal(4, _one.Sheet!.Revision);
        Assert.Equal(phases, Phases(_one));

        static int Phases(EditSession session) => session.Tree!.Nodes.Count(node => node.Kind.Name == "phase");
    }

    private static void Nothing()
    {
    }

    private static JsonNode? Owner(EditSession session) => session.Shown(session.Tree!.Find("meta")!)["owner"];

    private EditSession NewSession(Actor actor) =>
        new(_draft, actor, _console.Get<DraftCommands>(), _console.Get<LiveFeed>(), new PlanShelf(_console.Get<IPlanQueries>(), _console.Get<PlanSnapshots>(), TimeProvider.System), TimeProvider.System, Ct);

    private async Task ReadAsync(params EditSession[] sessions)
    {
        foreach (var session in sessions)
        {
            session.Show((await _console.Get<IDraftQueries>().SheetAsync(_draft, _console.Admin.Id, Ct))!);
        }
    }
}
