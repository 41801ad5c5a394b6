using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Incidents;
using DrConsole.Incidents.Journal;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Incidents.Journal;

/// <summary>Responders go on while the database is away, and nothing that they did is lost or done twice. The server is this class's own.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();
    private readonly ScratchFolder _data = new();
    private readonly List<ServiceProvider> _nodes = [];
    private TestConsole _console = default!;
    private Guid _incident;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IncidentActs Acts => _console.Get<IncidentActs>();

    private IncidentJournal Journal => _console.Get<IncidentJournal>();

    private string Folder => Path.Combine(_data.Path, "journal");

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(_postgres, services => services.AddSingleton(Options("node-1")));
        _incident = await _console.DeclareAsync();
        await _console.Get<IncidentSnapshots>().RefreshAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await _postgres.StartAsync(); // the console's database is dropped
        await _console.DisposeAsync();
        await _postgres.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task What_is_done_meanwhile_shows_on_this_node_and_is_in_the_timeline_once_with_its_time_when_the_database_is_back()
    {
        var items = await _console.ItemsAsync(_incident);
        await _postgres.StopAsync();
        var before = DateTimeOffset.UtcNow;
        await DoAsync(_console.Responder, Tick(items[0]));
        await DoAsync(_console.Commander, new NoteAct("The standby answers"));
        await DoAsync(_console.Commander, new DecisionAct(new("Restore or fail over?", ["restore", "fail over"], "fail over", "it is up to date")));
        var meanwhile = await BoardAsync(_console.Get<IncidentBoards>());
        var after = DateTimeOffset.UtcNow;
        await _postgres.StartAsync();

        await MergeAsync(_console.Get<JournalMerge>());
        await MergeAsync(_console.Get<JournalMerge>()); // a second round finds nothing to do

        Assert.Equal((false, 3), (meanwhile.IsFresh, meanwhile.Kept.Count));
        var ticked = meanwhile.Board!.Checklists[0].Items[0];
        Assert.Equal((ItemState.Done, true, _console.Responder.Name), (ticked.State, ticked.IsKept, ticked.ChangedByName));
        Assert.Equal(("fail over", true), (Assert.Single(meanwhile.Board.Decisions).Choice, meanwhile.Board.Decisions[0].IsKept));
        var board = (await _console.Incidents.BoardAsync(_incident, Ct))!;
        Assert.Equal((ItemState.Done, 1, _console.Responder.Name), (board.Checklists[0].Items[0].State, board.Checklists[0].Items[0].Revision, board.Checklists[0].Items[0].ChangedByName));
        Assert.Equal("fail over", Assert.Single(board.Decisions).Choice);
        Assert.Equal(["incident.decided", "incident.note.added", "incident.item.done", "incident.declared"], board.Timeline.Select(entry => entry.Action));
        Assert.All(board.Timeline.Take(3), entry => Assert.InRange(entry.OccurredAt, AuditBody.Cut(before), after));
        Assert.All(board.Timeline.Take(3), entry => Assert.True(entry.RecordedAt >= after, "recorded when it was brought"));
        Assert.True((await _console.Get<AuditCheck>().VerifyAsync(Ct)).IsIntact);
        Assert.Empty(Journal.Pending());
        Assert.Empty(Directory.EnumerateFiles(Folder));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(Folder, "settled")));
    }

    [Fact]
    public async Task Of_two_on_one_node_who_tick_the_same_item_meanwhile_the_second_is_told_by_whom()
    {
        var item = (await _console.ItemsAsync(_incident))[0];
        await _postgres.StopAsync();
        await DoAsync(_console.Responder, Tick(item));

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => DoAsync(_console.Commander, Tick(item)));

        Assert.Contains(_console.Responder.Name, refusal.Message, StringComparison.Ordinal);
        Assert.Single(Journal.Pending());
    }

    [Fact]
    public async Task An_item_can_be_started_finished_and_undone_meanwhile()
    {
        var item = (await _console.ItemsAsync(_incident))[0];
        await _postgres.StopAsync();
        await DoAsync(_console.Responder, Tick(item) with { To = ItemState.Doing });
        await DoAsync(_console.Responder, Tick(item) with { SeenRevision = 1 });
        await DoAsync(_console.Responder, Tick(item) with { To = ItemState.ToDo, SeenRevision = 2 });
        await _postgres.StartAsync();

        await MergeAsync(_console.Get<JournalMerge>());

        var now = (await _console.ItemsAsync(_incident))[0];
        Assert.Equal((ItemState.ToDo, 3), (now.State, now.Revision));
    }

    [Fact]
    public async Task What_somebody_did_first_on_another_node_stays_and_the_late_one_is_in_the_timeline_with_all_it_said()
    {
        var item = (await _console.ItemsAsync(_incident))[0];
        await _postgres.StopAsync();
        await DoAsync(_console.Responder, Tick(item) with { To = ItemState.Failed, Reason = "the tape is empty" });
        await _postgres.StartAsync();
        await _console.Desk.MoveItemAsync(_console.Commander, TestConsole.NewId(), _incident, item.Id, ItemState.Done, null, item.Revision, Ct);

        await MergeAsync(_console.Get<JournalMerge>());
        await MergeAsync(_console.Get<JournalMerge>());

        var board = (await _console.Incidents.BoardAsync(_incident, Ct))!;
        Assert.Equal((ItemState.Done, 1), (board.Checklists[0].Items[0].State, board.Checklists[0].Items[0].Revision));
        var said = Assert.Single(board.Timeline, entry => entry.Action == "incident.act.not_carried_out");
        Assert.Contains($"{_console.Responder.Name}: Failed: {item.Text}", said.Text, StringComparison.Ordinal);
        Assert.Contains("the tape is empty", said.Detail, StringComparison.Ordinal);
        Assert.Contains($"{_console.Commander.Name} marked this done", said.Detail, StringComparison.Ordinal);
        Assert.Empty(Journal.Pending());
    }

    [Fact]
    public async Task Who_lost_the_right_meanwhile_has_changed_nothing_and_what_they_wrote_is_not_lost()
    {
        var item = (await _console.ItemsAsync(_incident))[0];
        await _postgres.StopAsync();
        await DoAsync(_console.Responder, Tick(item));
        await _postgres.StartAsync();
        await _console.AccessDesk.SetDisabledAsync(_console.Admin, TestConsole.NewId(), _console.Responder.Id, true, Ct);

        await MergeAsync(_console.Get<JournalMerge>());

        var board = (await _console.Incidents.BoardAsync(_incident, Ct))!;
        Assert.Equal(ItemState.ToDo, board.Checklists[0].Items[0].State);
        Assert.Single(board.Timeline, entry => entry.Action == "incident.act.not_carried_out");
    }

    [Fact]
    public async Task Who_has_no_right_by_their_session_keeps_nothing()
    {
        await _postgres.StopAsync();

        await Assert.ThrowsAsync<NotPermittedException>(() => Acts.DoAsync(_console.Auditor, mayRun: false, TestConsole.NewId(), _incident, new NoteAct("x"), Ct));

        Assert.Empty(Journal.Pending());
    }

    [Fact]
    public async Task What_a_node_that_died_kept_is_brought_by_the_next_one()
    {
        await _postgres.StopAsync();
        await DoAsync(_console.Responder, new NoteAct("written before the node died"));
        Journal.Dispose(); // as the end of the process does: the lock goes, the file stays
        await _postgres.StartAsync();
        var next = Node("node-2");

        await MergeAsync(next.GetRequiredService<JournalMerge>());

        var entry = (await _console.Incidents.BoardAsync(_incident, Ct))!.Timeline[0];
        Assert.Equal("written before the node died", entry.Detail);
        Assert.Empty(Directory.EnumerateFiles(Folder));
    }

    [Fact]
    public async Task What_another_living_node_keeps_is_left_to_it()
    {
        await _postgres.StopAsync();
        await DoAsync(_console.Responder, new NoteAct("mine"));
        await _postgres.StartAsync();

        await MergeAsync(Node("node-2").GetRequiredService<JournalMerge>());

        Assert.Single(Journal.Pending());
        Assert.Equal("incident.declared", (await _console.Incidents.BoardAsync(_incident, Ct))!.Timeline[0].Action);
    }

    [Fact]
    public async Task A_command_that_was_committed_before_its_answer_was_lost_is_not_done_again_from_the_journal()
    {
        var (item, command) = ((await _console.ItemsAsync(_incident))[0], TestConsole.NewId());
        await _console.Desk.CarryOutAsync(_console.Responder, command, _incident, Tick(item), Ct); // its answer never arrived
        await _postgres.StopAsync();
        Journal.Keep(_console.Responder, command, _incident, Tick(item));
        await _postgres.StartAsync();

        await MergeAsync(_console.Get<JournalMerge>());

        Assert.Equal(["incident.item.done", "incident.declared"], (await _console.Incidents.BoardAsync(_incident, Ct))!.Timeline.Select(entry => entry.Action));
    }

    [Fact]
    public async Task A_journal_that_was_changed_is_neither_used_nor_removed_and_an_alarm_is_open_until_it_is_away()
    {
        await _postgres.StopAsync();
        await DoAsync(_console.Responder, new NoteAct("Pay the ransom?"));
        Journal.Dispose();
        var file = Directory.EnumerateFiles(Folder).Single();
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Ct)).Replace("\"sequence\":1", "\"sequence\":2", StringComparison.Ordinal), Ct);
        await _postgres.StartAsync();
        var merge = Node("node-2").GetRequiredService<JournalMerge>();

        await MergeAsync(merge);
        var open = await OpenAlarmsAsync();
        File.Delete(file);
        await MergeAsync(merge);

        Assert.Contains(file, Assert.Single(open), StringComparison.Ordinal);
        Assert.Empty(await OpenAlarmsAsync());
        Assert.Equal("incident.declared", (await _console.Incidents.BoardAsync(_incident, Ct))!.Timeline[0].Action);
    }

    [Fact]
    public async Task A_node_that_starts_while_the_database_is_away_shows_the_open_incidents_as_they_were_and_works_them()
    {
        var items = await _console.ItemsAsync(_incident);
        await _postgres.StopAsync();
        var node = Node("node-2");

        var list = node.GetRequiredService<IncidentSnapshots>().All();
        await node.GetRequiredService<IncidentActs>().DoAsync(_console.Responder, mayRun: true, TestConsole.NewId(), _incident, Tick(items[0]), Ct);
        var state = await node.GetRequiredService<IncidentBoards>().ReadAsync(_incident, Ct);

        Assert.Equal(_incident, Assert.Single(list).Board.Incident.Id);
        Assert.Equal((false, ItemState.Done), (state.IsFresh, state.Board!.Checklists[0].Items[0].State));
        Assert.Equal(items.Select(item => item.Text), state.Board.Checklists.SelectMany(one => one.Items).Select(item => item.Text));
        Assert.InRange(state.ReadAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task What_a_node_keeps_of_an_incident_cannot_be_read_without_the_master_key_and_goes_when_it_is_resolved()
    {
        var snapshots = _console.Get<IncidentSnapshots>();
        var payroll = await _console.Desk.DeclareAsync(_console.Commander, TestConsole.NewId(), new("Payroll is encrypted", IncidentKind.Real, null, null, null), Ct);
        await snapshots.RefreshAsync(Ct);
        var file = Path.Combine(_data.Path, "snapshots", "incidents", $"{payroll:N}.sealed");
        var content = await File.ReadAllTextAsync(file, Ct);
        await _console.Desk.ResolveAsync(_console.Commander, TestConsole.NewId(), payroll, "restored", "none", Ct);

        await snapshots.RefreshAsync(Ct);

        Assert.DoesNotContain("Payroll", content, StringComparison.Ordinal);
        Assert.Equal((false, null), (File.Exists(file), snapshots.Find(payroll)));
        Assert.NotNull(snapshots.Find(_incident));
    }

    private static ItemAct Tick(BoardItem item) => new(item.Id, item.Text, ItemState.Done, null, item.Revision);

    private Task DoAsync(Actor actor, IncidentAct act) => Acts.DoAsync(actor, mayRun: true, TestConsole.NewId(), _incident, act, Ct);

    private Task<BoardState> BoardAsync(IncidentBoards boards) => boards.ReadAsync(_incident, Ct);

    private static Task MergeAsync(JournalMerge merge) => merge.MergeAsync(Ct);

    private ConsoleOptions Options(string node) => new() { DataFolder = _data.Path, MasterKeyFile = Path.Combine(_data.Path, "master.key"), NodeId = node };

    private ServiceProvider Node(string name)
    {
        var node = new ServiceCollection().AddLogging().AddSingleton(Options(name)).AddCore(_console.Database.AppConnectionString).BuildServiceProvider();
        _nodes.Add(node);
        return node;
    }

    private Task<List<string>> OpenAlarmsAsync() =>
        _console.ReadAsync(db => db.Alarms.Where(alarm => alarm.Kind == DrConsole.Alarms.AlarmKind.JournalUnreadable && alarm.ClearedAt == null).Select(alarm => alarm.Text).ToListAsync(Ct));
}
