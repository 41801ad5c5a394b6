using DrConsole.Audit;
using DrConsole.Incidents;
using DrConsole.Incidents.Journal;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace DrConsole.Tests.Incidents.Journal;

/// <summary>Responders go on while the database is away, and nothing that they did is lost or done twice.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private readonly AwayBench _bench = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task What_is_done_meanwhile_shows_on_this_node_and_is_in_the_timeline_once_with_its_time_when_the_database_is_back()
    {
        var items = await _bench.Console.ItemsAsync(_bench.Incident);
        await _bench.Postgres.StopAsync();
        var before = DateTimeOffset.UtcNow;
        await _bench.DoAsync(_bench.Console.Responder, AwayBench.Tick(items[0]));
        await _bench.DoAsync(_bench.Console.Commander, new NoteAct("The standby answers"));
        await _bench.DoAsync(_bench.Console.Commander, new DecisionAct(new("Restore or fail over?", ["restore", "fail over"], "fail over", "it is up to date")));
        var meanwhile = await _bench.Console.Get<IncidentBoards>().ReadAsync(_bench.Incident, Ct);
        var after = DateTimeOffset.UtcNow;
        await _bench.Postgres.StartAsync();

        await _bench.MergeAsync();
        await _bench.MergeAsync(); // a second round finds nothing to do

        Assert.Equal((false, 3), (meanwhile.IsFresh, meanwhile.Kept.Count));
        var ticked = meanwhile.Board!.Checklists[0].Items[0];
        Assert.Equal((ItemState.Done, true, _bench.Console.Responder.Name), (ticked.State, ticked.IsKept, ticked.ChangedByName));
        Assert.Equal(("fail over", true), (Assert.Single(meanwhile.Board.Decisions).Choice, meanwhile.Board.Decisions[0].IsKept));
        var board = (await _bench.Console.Incidents.BoardAsync(_bench.Incident, Ct))!;
        Assert.Equal((ItemState.Done, 1, _bench.Console.Responder.Name), (board.Checklists[0].Items[0].State, board.Checklists[0].Items[0].Revision, board.Checklists[0].Items[0].ChangedByName));
        Assert.Equal("fail over", Assert.Single(board.Decisions).Choice);
        Assert.Equal(["incident.decided", "incident.note.added", "incident.item.done", "incident.declared"], board.Timeline.Select(entry => entry.Action));
        Assert.All(board.Timeline.Take(3), entry => Assert.InRange(entry.OccurredAt, AuditBody.Cut(before), after));
        Assert.All(board.Timeline.Take(3), entry => Assert.True(entry.RecordedAt >= after, "recorded when it was brought"));
        Assert.True((await _bench.Console.Get<AuditCheck>().VerifyAsync(Ct)).IsIntact);
        Assert.Empty(_bench.Journal.Pending());
        Assert.Empty(Directory.EnumerateFiles(_bench.Folder));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(_bench.Folder, "settled")));
    }

    [Fact]
    public async Task Of_two_on_one_node_who_tick_the_same_item_meanwhile_the_second_is_told_by_whom()
    {
        var item = (await _bench.Console.ItemsAsync(_bench.Incident))[0];
        await _bench.Postgres.StopAsync();
        await _bench.DoAsync(_bench.Console.Responder, AwayBench.Tick(item));

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => _bench.DoAsync(_bench.Console.Commander, AwayBench.Tick(item)));

        Assert.Contains(_bench.Console.Responder.Name, refusal.Message, StringComparison.Ordinal);
        Assert.Single(_bench.Journal.Pending());
    }

    [Fact]
    public async Task An_item_can_be_started_finished_and_undone_meanwhile()
    {
        var item = (await _bench.Console.ItemsAsync(_bench.Incident))[0];
        await _bench.Postgres.StopAsync();
        await _bench.DoAsync(_bench.Console.Responder, AwayBench.Tick(item) with { To = ItemState.Doing });
        await _bench.DoAsync(_bench.Console.Responder, AwayBench.Tick(item) with { SeenRevision = 1 });
        await _bench.DoAsync(_bench.Console.Responder, AwayBench.Tick(item) with { To = ItemState.ToDo, SeenRevision = 2 });
        await _bench.Postgres.StartAsync();

        await _bench.MergeAsync();

        var now = (await _bench.Console.ItemsAsync(_bench.Incident))[0];
        Assert.Equal((ItemState.ToDo, 3), (now.State, now.Revision));
    }

    [Fact]
    public async Task What_is_done_when_it_is_back_waits_behind_what_is_still_kept()
    {
        var item = (await _bench.Console.ItemsAsync(_bench.Incident))[0];
        await _bench.Postgres.StopAsync();
        await _bench.DoAsync(_bench.Console.Responder, AwayBench.Tick(item) with { To = ItemState.Doing });
        await _bench.Postgres.StartAsync();
        await _bench.DoAsync(_bench.Console.Responder, AwayBench.Tick(item) with { SeenRevision = 1 }); // as the page shows it

        await _bench.MergeAsync();

        var now = (await _bench.Console.ItemsAsync(_bench.Incident))[0];
        Assert.Equal((ItemState.Done, 2), (now.State, now.Revision));
    }

    [Fact]
    public async Task What_somebody_did_first_on_another_node_stays_and_the_late_one_is_in_the_timeline_with_all_it_said()
    {
        var item = (await _bench.Console.ItemsAsync(_bench.Incident))[0];
        await _bench.Postgres.StopAsync();
        await _bench.DoAsync(_bench.Console.Responder, AwayBench.Tick(item) with { To = ItemState.Failed, Reason = "the tape is empty" });
        await _bench.Postgres.StartAsync();
        await _bench.Console.Desk.MoveItemAsync(_bench.Console.Commander, TestConsole.NewId(), _bench.Incident, item.Id, ItemState.Done, null, item.Revision, Ct);

        await _bench.MergeAsync();
        await _bench.MergeAsync();

        var board = (await _bench.Console.Incidents.BoardAsync(_bench.Incident, Ct))!;
        Assert.Equal((ItemState.Done, 1), (board.Checklists[0].Items[0].State, board.Checklists[0].Items[0].Revision));
        var said = Assert.Single(board.Timeline, entry => entry.Action == "incident.act.not_carried_out");
        Assert.Contains($"{_bench.Console.Responder.Name}: Failed: {item.Text}", said.Text, StringComparison.Ordinal);
        Assert.Contains("the tape is empty", said.Detail, StringComparison.Ordinal);
        Assert.Contains($"{_bench.Console.Commander.Name} marked this done", said.Detail, StringComparison.Ordinal);
        Assert.Empty(_bench.Journal.Pending());
    }

    [Fact]
    public async Task Who_lost_the_right_meanwhile_has_changed_nothing_and_what_they_wrote_is_not_lost()
    {
        var item = (await _bench.Console.ItemsAsync(_bench.Incident))[0];
        await _bench.Postgres.StopAsync();
        await _bench.DoAsync(_bench.Console.Responder, AwayBench.Tick(item));
        await _bench.Postgres.StartAsync();
        await _bench.Console.AccessDesk.SetDisabledAsync(_bench.Console.Admin, TestConsole.NewId(), _bench.Console.Responder.Id, true, Ct);

        await _bench.MergeAsync();

        var board = (await _bench.Console.Incidents.BoardAsync(_bench.Incident, Ct))!;
        Assert.Equal(ItemState.ToDo, board.Checklists[0].Items[0].State);
        Assert.Single(board.Timeline, entry => entry.Action == "incident.act.not_carried_out");
    }

    [Fact]
    public async Task Who_has_no_right_by_their_session_keeps_nothing()
    {
        await _bench.Postgres.StopAsync();

        await Assert.ThrowsAsync<NotPermittedException>(() => _bench.Acts.DoAsync(_bench.Console.Auditor, mayRun: false, TestConsole.NewId(), _bench.Incident, new NoteAct("x"), Ct));

        Assert.Empty(_bench.Journal.Pending());
    }

    [Fact]
    public async Task Where_the_nodes_own_disk_takes_nothing_either_nothing_is_called_kept_and_the_page_goes_on_trying()
    {
        await _bench.Postgres.StopAsync();
        using var journal = new IncidentJournal(new() { DataFolder = "/sys/drconsole", MasterKeyFile = "/sys/drconsole/key", NodeId = "node-1" }, new(), TimeProvider.System, NullLogger<IncidentJournal>.Instance); // where nobody may write, root neither
        var acts = new IncidentActs(_bench.Console.Get<IncidentCommands>(), journal, _bench.Console.Get<IncidentBoards>(), TimeProvider.System);

        await Assert.ThrowsAsync<TimeoutException>(() => acts.DoAsync(_bench.Console.Responder, mayRun: true, TestConsole.NewId(), _bench.Incident, new NoteAct("x"), Ct));

        Assert.Empty(journal.Pending());
    }

    [Fact]
    public async Task A_command_that_was_committed_before_its_answer_was_lost_is_not_done_again_from_the_journal()
    {
        var (item, command) = ((await _bench.Console.ItemsAsync(_bench.Incident))[0], TestConsole.NewId());
        await _bench.Console.Desk.CarryOutAsync(_bench.Console.Responder, command, _bench.Incident, AwayBench.Tick(item), Ct); // its answer never arrived
        await _bench.Postgres.StopAsync();
        _bench.Journal.Keep(_bench.Console.Responder, command, _bench.Incident, AwayBench.Tick(item));
        await _bench.Postgres.StartAsync();

        await _bench.MergeAsync();

        Assert.Equal(["incident.item.done", "incident.declared"], (await _bench.Console.Incidents.BoardAsync(_bench.Incident, Ct))!.Timeline.Select(entry => entry.Action));
    }
}
