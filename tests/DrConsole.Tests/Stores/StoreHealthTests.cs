using DrConsole.Alarms;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Backups.Restoring;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Stores;

public sealed class StoreHealthTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drconsole-health-").FullName;
    private RestoreDesk _desk = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private StoreHealth Health => _desk.Console.Get<StoreHealth>();

    public async ValueTask InitializeAsync()
    {
        _desk = await RestoreDesk.CreateAsync(postgres);
        await _desk.Console.Database.ExecuteAsOwnerAsync($"UPDATE store SET url = 'file://{_folder}/place'");
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_store_that_stops_answering_is_red_since_then_and_one_alarm_is_open_until_it_answers()
    {
        var since = _desk.Time.GetUtcNow();
        await Health.CheckAsync(Ct);
        _desk.Time.Advance(TimeSpan.FromMinutes(3));
        await Health.CheckAsync(Ct);

        var store = await RowAsync(_desk.StoreId);
        Assert.Equal(since, store.FaultSince);
        Assert.Contains(Path.Combine(_folder, "place"), Assert.Single(await OpenAsync()).Text, StringComparison.Ordinal);

        Directory.CreateDirectory(Path.Combine(_folder, "place"));
        await Health.CheckAsync(Ct);

        store = await RowAsync(_desk.StoreId);
        Assert.Equal((null, null, _desk.Time.GetUtcNow()), (store.Fault, store.FaultSince, store.LastGoodAt));
        Assert.True(store.Facts?.HasConditionalPut); // the first good look is a whole probe
        Assert.Empty(await OpenAsync());
        Assert.Equal(2L, await _desk.Console.Database.ScalarAsOwnerAsync("SELECT count(*) FROM audit_entry WHERE action LIKE 'alarm.%'"));
    }

    [Fact]
    public async Task Of_two_nodes_that_see_different_things_one_asks_and_when_it_is_gone_the_other_does()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "place"));
        await NodeAsync("elsewhere", "1 hour");
        await NodeAsync(_desk.Console.Get<ConsoleOptions>().NodeId, "1 minute");
        await _desk.Console.Database.ExecuteAsOwnerAsync("UPDATE store SET fault = 'It does not answer. (Seen from node elsewhere.)', fault_since = '2026-01-01T00:00:00Z'");

        await Health.CheckAsync(Ct); // this node could reach it
        Assert.Contains("elsewhere", (await RowAsync(_desk.StoreId)).Fault, StringComparison.Ordinal);

        await _desk.Console.Database.ExecuteAsOwnerAsync("UPDATE console_node SET seen_at = clock_timestamp() - interval '61 seconds' WHERE id = 'elsewhere'");
        await Health.CheckAsync(Ct);
        Assert.Null((await RowAsync(_desk.StoreId)).Fault);

        Directory.Delete(Path.Combine(_folder, "place"), recursive: true);
        await Health.CheckAsync(Ct);
        Assert.Contains($"(Seen from node {_desk.Console.Get<ConsoleOptions>().NodeId}.)", (await RowAsync(_desk.StoreId)).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_medium_that_is_carried_away_is_no_fault_and_its_coming_and_going_is_noted_once()
    {
        var mount = Directory.CreateDirectory(Path.Combine(_folder, "mount")).FullName;
        var disk = await _desk.Console.Get<StoreCommands>().CreateAsync(
            _desk.Console.Admin, TestConsole.NewId(), new("Disk A", $"file://{mount}?label=offsite-A") { IsRemovable = true, LabelMedium = true }, Ct);
        await CheckLaterAsync();
        await CheckLaterAsync();
        Directory.Move(mount, mount + "-in-the-safe");
        await CheckLaterAsync();
        await CheckLaterAsync();

        var report = (await _desk.Console.Get<IStoreQueries>().ReadAsync(disk, Ct))!;
        Assert.Equal([CustodyAct.Detached, CustodyAct.Attached, CustodyAct.Labelled], report.Custody.Select(entry => entry.Act));
        Assert.Null(report.Store.Fault);
        Assert.DoesNotContain(await OpenAsync(), alarm => alarm.Subject == disk.ToString());
    }

    [Fact]
    public async Task A_medium_that_was_not_exchanged_a_day_after_it_was_due_is_an_alarm()
    {
        var (first, second) = (await AddDiskAsync("offsite-A"), await AddDiskAsync("offsite-B"));
        var custody = _desk.Console.Get<CustodyCommands>();
        await custody.NoteAsync(_desk.Console.Admin, TestConsole.NewId(), first, CustodyAct.Stored, "bank", null, Ct);
        _desk.Time.Advance(TimeSpan.FromHours(1));
        await custody.NoteAsync(_desk.Console.Admin, TestConsole.NewId(), second, CustodyAct.Attached, null, null, Ct);
        var media = _desk.Console.Get<MediaWatch>();

        _desk.Time.Advance(TimeSpan.FromDays(8));
        await media.CheckRotationAsync(Ct);
        Assert.Empty(await OpenAsync());

        _desk.Time.Advance(TimeSpan.FromMinutes(1));
        await media.CheckRotationAsync(Ct);
        var alarm = Assert.Single(await OpenAsync());
        Assert.Equal((AlarmKind.MediumMissing, first.ToString()), (alarm.Kind, alarm.Subject));
        Assert.Contains("offsite-A", alarm.Text, StringComparison.Ordinal);
    }

    private Task NodeAsync(string id, string age) => _desk.Console.Database.ExecuteAsOwnerAsync(
        $"INSERT INTO console_node (id, started_at, seen_at, clock_skew_seconds, software_version) VALUES ('{id}', clock_timestamp() - interval '{age}', clock_timestamp(), 0, 'test')");

    private async Task<Guid> AddDiskAsync(string label)
    {
        var mount = Path.Combine(_folder, "mount");
        return await _desk.Console.Get<StoreCommands>().CreateAsync(
            _desk.Console.Admin, TestConsole.NewId(), new($"Disk {label}", $"file://{mount}?label={label}") { IsRemovable = true, AllowUnreachable = true }, Ct);
    }

    private Task CheckLaterAsync()
    {
        _desk.Time.Advance(TimeSpan.FromMinutes(3));
        return Health.CheckAsync(Ct);
    }

    private async Task<StoreRow> RowAsync(Guid id) => (await _desk.Console.Get<IStoreQueries>().ListAsync(Ct)).Single(store => store.Id == id);

    private Task<IReadOnlyList<AlarmRow>> OpenAsync() => _desk.Console.Get<IAlarmQueries>().OpenAsync(Ct);
}
