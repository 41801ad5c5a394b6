using System.Text;
using System.Text.Json;
using DrConsole.Alarms;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Wal;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Wal;

public sealed class WalStreamsTests(PostgresServer postgres) : IAsyncLifetime
{
    private WalBench _bench = default!;
    private TestConsole _console = default!;
    private WalStreams _streams = default!;
    private Guid _policy;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await WalBench.CreateAsync();
        _console = await ConsoleAsync(_bench);
        _policy = await AddPolicyAsync(_console, _bench);
        _streams = _console.Get<WalStreams>();
    }

    public async ValueTask DisposeAsync()
    {
        await _streams.StopAsync();
        await _console.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task One_node_receives_writes_rows_and_tells_base_backups_how_far_the_log_is()
    {
        await _streams.LookAsync(Ct);
        await Until.TrueAsync(() => _streams.StateOf(_policy) is { CoversUntil: not null, ReceiverFault: null });

        Assert.Null(await WalLease.TakeAsync(_console.Get<IDbContextFactory<DrDbContext>>(), _policy, Ct));
        var now = await _bench.Cluster.InsertAndReadClockAsync(1);
        var system = _streams.StateOf(_policy)!.SystemIdentifier!;
        await Until.TrueAsync(async () => (await _streams.CoverageAsync(_bench.Cluster.Settings(), system, from: null, 16 * 1024 * 1024, Ct))?.CoversUntil >= now);
        Assert.NotEmpty(await _console.ReadAsync(db => db.WalSegments.Where(row => row.PolicyId == _policy).ToListAsync(Ct)));

        await _streams.StopAsync();
        await Until.TrueAsync(async () => // the server lets go of the lock when it has noticed that the connection is closed
        {
            await using var next = await WalLease.TakeAsync(_console.Get<IDbContextFactory<DrDbContext>>(), _policy, Ct);
            return next is not null;
        });
    }

    [Fact]
    public async Task The_node_that_takes_over_makes_the_rows_say_what_the_store_says()
    {
        await _streams.LookAsync(Ct);
        await Until.TrueAsync(() => _streams.StateOf(_policy) is { CoversUntil: not null, ReceiverFault: null });
        for (var id = 1; id <= 2; id++) // the last closed segment is told of once more in any case
        {
            await _bench.Cluster.InsertAsync(id);
            await _bench.Cluster.SwitchAsync();
            await Until.TrueAsync(async () => (await _console.ReadAsync(db => db.WalSegments.CountAsync(row => !row.Name.EndsWith(".partial"), Ct))) >= id);
        }

        await _streams.StopAsync();
        var shipped = await _console.ReadAsync(db => db.WalSegments.OrderBy(row => row.Name).Select(row => row.Name).FirstAsync(Ct));
        await _console.Database.ExecuteAsOwnerAsync($"UPDATE wal_segment SET name = '00000001000000AA000000AA' WHERE name = '{shipped}'"); // the node was killed before it told of one, and somebody removed another

        await Until.TrueAsync(async () => // the server may not have noticed yet that the first node is gone
        {
            await _streams.LookAsync(Ct);
            var names = await _console.ReadAsync(db => db.WalSegments.Select(row => row.Name).ToListAsync(Ct));
            return names.Contains(shipped) && !names.Contains("00000001000000AA000000AA");
        });
        Assert.Contains("00000001000000AA000000AA", Encoding.UTF8.GetString(await _console.ReadAsync(db => db.AuditEntries.Where(entry => entry.Action == "backup.catalogue.log_rebuilt").Select(entry => entry.Body).SingleAsync(Ct))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_raises_an_alarm_that_names_the_reason_and_ends_with_it()
    {
        await _bench.Cluster.StopAsync();

        await Until.TrueAsync(async () =>
        {
            await _streams.LookAsync(Ct);
            return (await OpenAsync(_console)).Exists(alarm => alarm.Kind == AlarmKind.WalSilent && alarm.Text.Contains("PostgreSQL at", StringComparison.Ordinal));
        });

        await _bench.Cluster.StartAsync();
        await Until.TrueAsync(async () =>
        {
            await _streams.LookAsync(Ct);
            return (await OpenAsync(_console)).TrueForAll(alarm => alarm.Kind != AlarmKind.WalSilent);
        });
    }

    [Fact]
    public async Task Log_is_not_shipped_to_a_store_that_was_seen_where_the_policys_data_must_not_lie()
    {
        await _streams.LookAsync(Ct);
        Assert.NotNull(_streams.StateOf(_policy));

        await _console.Database.ExecuteAsOwnerAsync("UPDATE backup_policy SET allowed_regions = ARRAY['eu-central-1']"); // nobody saw where the store is
        await _streams.LookAsync(Ct);
        Assert.Null(_streams.StateOf(_policy));

        await _console.Database.ExecuteAsOwnerAsync($"UPDATE store SET facts = '{PolicyJson.Text(new StoreFacts { ProbedAt = DateTimeOffset.UnixEpoch, Region = "eu-central-1" })}'");
        await Until.TrueAsync(async () =>
        {
            await _streams.LookAsync(Ct);
            return _streams.StateOf(_policy) is not null;
        });
    }

    private static Task<List<Alarm>> OpenAsync(TestConsole console) => console.ReadAsync(db => db.Alarms.AsNoTracking().Where(alarm => alarm.ClearedAt == null).ToListAsync(Ct));

    private Task<TestConsole> ConsoleAsync(WalBench bench) => TestConsole.CreateAsync(postgres, services => services.AddSingleton(new ConsoleOptions
    {
        DataFolder = Path.Combine(bench.Folder, "console"), MasterKeyFile = Path.Combine(bench.Folder, "master.key"), NodeId = "test",
    }));

    private static async Task<Guid> AddPolicyAsync(TestConsole console, WalBench bench)
    {
        await using var db = await console.Get<IDbContextFactory<DrDbContext>>().CreateDbContextAsync(Ct);
        var (store, policy) = (TestConsole.NewId(), TestConsole.NewId());
        db.Stores.Add(new() { Id = store, Name = "near", Url = new FolderAddress(bench.StoreFolder("near")).Url, CreatedAt = DateTimeOffset.UnixEpoch });
        db.EncryptionKeys.Add(new() { Id = TestConsole.NewId(), Category = "customer data", Recipient = bench.Keys.Recipient, CreatedAt = DateTimeOffset.UnixEpoch, CreatedByName = "test" });
        db.BackupPolicies.Add(new()
        {
            Id = policy, Name = "Orders", Source = WalBench.Source, Settings = JsonSerializer.Serialize<SourceSettings>(bench.Cluster.Settings(), CanonicalJson.Options),
            Retention = "[]", KeyCategory = "customer data", StoreIds = [store], CreatedAt = DateTimeOffset.UnixEpoch,
        });
        await db.SaveChangesAsync(Ct);
        return policy;
    }
}
