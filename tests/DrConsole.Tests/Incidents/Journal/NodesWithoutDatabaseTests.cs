using DrConsole.Incidents;
using DrConsole.Incidents.Journal;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Incidents.Journal;

/// <summary>Nodes that die, start and meet each other's journals while the database is away.</summary>
public sealed class NodesWithoutDatabaseTests : IAsyncLifetime
{
    private readonly AwayBench _bench = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task What_a_node_that_died_kept_is_brought_by_the_next_one()
    {
        await _bench.Postgres.StopAsync();
        await _bench.DoAsync(_bench.Console.Responder, new NoteAct("written before the node died"));
        _bench.Journal.Dispose(); // as the end of the process does: the lock goes, the file stays
        await _bench.Postgres.StartAsync();
        var next = _bench.Node("node-2");

        await next.GetRequiredService<JournalMerge>().MergeAsync(Ct);

        var entry = (await _bench.Console.Incidents.BoardAsync(_bench.Incident, Ct))!.Timeline[0];
        Assert.Equal("written before the node died", entry.Detail);
        Assert.Empty(Directory.EnumerateFiles(_bench.Folder));
    }

    [Fact]
    public async Task What_another_living_node_keeps_is_left_to_it()
    {
        await _bench.Postgres.StopAsync();
        await _bench.DoAsync(_bench.Console.Responder, new NoteAct("mine"));
        await _bench.Postgres.StartAsync();

        await _bench.Node("node-2").GetRequiredService<JournalMerge>().MergeAsync(Ct);

        Assert.Single(_bench.Journal.Pending());
        Assert.Equal("incident.declared", (await _bench.Console.Incidents.BoardAsync(_bench.Incident, Ct))!.Timeline[0].Action);
    }

    [Fact]
    public async Task A_journal_that_was_changed_is_neither_used_nor_removed_and_an_alarm_is_open_until_it_is_away()
    {
        await _bench.Postgres.StopAsync();
        await _bench.DoAsync(_bench.Console.Responder, new NoteAct("Pay the ransom?"));
        _bench.Journal.Dispose();
        var file = Directory.EnumerateFiles(_bench.Folder).Single();
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Ct)).Replace("\"sequence\":1", "\"sequence\":2", StringComparison.Ordinal), Ct);
        await _bench.Postgres.StartAsync();
        var merge = _bench.Node("node-2").GetRequiredService<JournalMerge>();

        await merge.MergeAsync(Ct);
        var open = await OpenAlarmsAsync();
        File.Delete(file);
        await merge.MergeAsync(Ct);

        Assert.Contains(file, Assert.Single(open), StringComparison.Ordinal);
        Assert.Empty(await OpenAlarmsAsync());
        Assert.Equal("incident.declared", (await _bench.Console.Incidents.BoardAsync(_bench.Incident, Ct))!.Timeline[0].Action);
    }

    [Fact]
    public async Task A_node_that_starts_while_the_database_is_away_shows_the_open_incidents_as_they_were_and_works_them()
    {
        var items = await _bench.Console.ItemsAsync(_bench.Incident);
        await _bench.Postgres.StopAsync();
        var node = _bench.Node("node-2");

        var list = node.GetRequiredService<IncidentSnapshots>().All();
        await node.GetRequiredService<IncidentActs>().DoAsync(_bench.Console.Responder, mayRun: true, TestConsole.NewId(), _bench.Incident, AwayBench.Tick(items[0]), Ct);
        var state = await node.GetRequiredService<IncidentBoards>().ReadAsync(_bench.Incident, Ct);

        Assert.Equal(_bench.Incident, Assert.Single(list).Board.Incident.Id);
        Assert.Equal((false, ItemState.Done), (state.IsFresh, state.Board!.Checklists[0].Items[0].State));
        Assert.Equal(items.Select(item => item.Text), state.Board.Checklists.SelectMany(one => one.Items).Select(item => item.Text));
        Assert.InRange(state.ReadAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task What_a_node_keeps_of_an_incident_cannot_be_read_without_the_master_key_and_goes_when_it_is_resolved()
    {
        var snapshots = _bench.Console.Get<IncidentSnapshots>();
        var payroll = await _bench.Console.Desk.DeclareAsync(_bench.Console.Commander, TestConsole.NewId(), new("Payroll is encrypted", IncidentKind.Real, null, null, null), Ct);
        await snapshots.RefreshAsync(Ct);
        var file = Path.Combine(_bench.Data, "snapshots", "incidents", $"{payroll:N}.sealed");
        var content = await File.ReadAllTextAsync(file, Ct);
        await _bench.Console.Desk.ResolveAsync(_bench.Console.Commander, TestConsole.NewId(), payroll, "restored", "none", Ct);

        await snapshots.RefreshAsync(Ct);

        Assert.DoesNotContain("Payroll", content, StringComparison.Ordinal);
        Assert.Equal((false, null), (File.Exists(file), snapshots.Find(payroll)));
        Assert.NotNull(snapshots.Find(_bench.Incident));
    }

    [Fact]
    public async Task An_act_of_a_node_whose_clock_ran_ahead_did_not_happen_after_it_was_recorded()
    {
        var ahead = new ManualTime(DateTimeOffset.UtcNow.AddHours(1));
        await using var node = new ServiceCollection().AddLogging().AddSingleton(_bench.Options("node-2")).AddSingleton<TimeProvider>(ahead).AddCore(_bench.Console.Database.AppConnectionString).BuildServiceProvider();
        node.GetRequiredService<IncidentJournal>().Keep(_bench.Console.Responder, TestConsole.NewId(), _bench.Incident, new NoteAct("from the future"));
        ahead.MoveTo(DateTimeOffset.UtcNow);

        await node.GetRequiredService<JournalMerge>().MergeAsync(Ct);

        var entry = (await _bench.Console.Incidents.BoardAsync(_bench.Incident, Ct))!.Timeline[0];
        Assert.Equal(("from the future", entry.RecordedAt), (entry.Detail, entry.OccurredAt));
    }

    private Task<List<string>> OpenAlarmsAsync() =>
        _bench.Console.ReadAsync(db => db.Alarms.Where(alarm => alarm.Kind == DrConsole.Alarms.AlarmKind.JournalUnreadable && alarm.ClearedAt == null).Select(alarm => alarm.Text).ToListAsync(Ct));
}
