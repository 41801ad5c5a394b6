using System.Text.Json;
using DrConsole.Alarms;
using DrConsole.Backups;
using DrConsole.Backups.Format;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Wal;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Backups.Wal;

/// <summary>Two stores of one policy: what one of them lacks is told of that one, and nothing is claimed of it.</summary>
public sealed class StoresOfLogTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Cluster = "7300000000000000001";
    private const int SegmentBytes = 16 * 1024 * 1024;
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PostgresPhysicalSettings Settings = new("db.example.com", 5432, "backup", "drconsole");
    private static readonly BasePoint Base = new(Guid.CreateVersion7(), Cluster, 1, Lsn.Parse("0/2000028"), Lsn.Parse("0/2000100"), Noon);
    private TestConsole _console = null!;
    private Guid _near, _far, _policy, _backup;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        var seed = new BackupSeed(_console);
        (_near, _far) = (await seed.StoreAsync("near"), await seed.StoreAsync("far"));
        _policy = await seed.PolicyAsync("orders", policy => policy.StoreIds = [_near, _far], Settings);
        var manifest = new Manifest
        {
            BackupId = Base.BackupId, Source = "orders", SourceKind = "postgres-physical", StartedAt = Noon, ConsistentAt = Noon, CompletedAt = Noon, MadeBy = "test",
            Facts = new() { ServerVersion = "PostgreSQL 15.1", Wal = new(Cluster, 1, "0/2000028", "0/2000100", SegmentBytes, HasTablespaces: false) },
        };
        _backup = await seed.BackupAsync(_policy, "orders", Noon, [(_near, CopyState.Present), (_far, CopyState.Present)], manifest: JsonSerializer.Serialize(manifest, CanonicalJson.Options));
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task A_base_backup_is_covered_in_a_store_only_where_that_store_has_all_its_log()
    {
        await ShipAsync((2, 1, [_near, _far]), (3, 2, [_near, _far]), (4, 3, [_near]), (5, 4, [_near, _far]));

        var coverage = (await _console.Get<WalStreams>().CoverageAsync(Settings, Cluster, Base, SegmentBytes, Ct))!;

        Assert.Equal(Noon.AddMinutes(2), coverage.CoversUntil); // of every store
        Assert.Equal("far", Assert.Single(coverage.Lacking(Noon.AddMinutes(4))).StoreName);
        Assert.Empty(coverage.Lacking(Noon.AddMinutes(2)));
    }

    [Fact]
    public async Task A_store_without_any_log_covers_nothing_however_far_the_other_is()
    {
        await ShipAsync((2, 1, [_near]), (3, 2, [_near]));

        foreach (var from in (BasePoint?[])[null, Base])
        {
            var coverage = (await _console.Get<WalStreams>().CoverageAsync(Settings, Cluster, from, SegmentBytes, Ct))!;
            Assert.Null(coverage.CoversUntil);
            Assert.Equal("far", Assert.Single(coverage.Lacking(Noon)).StoreName);
        }
    }

    [Fact]
    public async Task A_hole_in_one_store_is_an_alarm_about_that_store_and_the_other_one_still_counts()
    {
        await ShipAsync((2, 1, [_near, _far]), (3, 2, [_near]), (4, 3, [_near, _far]));
        await TellAsync();

        var alarm = Assert.Single(await OpenAsync());
        Assert.Equal(WalCovered.Subject(_policy, _far), alarm.Subject);
        Assert.Contains("far lacks write-ahead log from segment 000000010000000000000003 to 000000010000000000000003", alarm.Text, StringComparison.Ordinal);
        Assert.Equal(Noon.AddMinutes(3), await CoveredAsync());

        await _console.Database.ExecuteAsOwnerAsync($"UPDATE backup_copy SET state = 'Missing' WHERE backup_id = '{_backup}' AND store_id = '{_near}'"); // log without a base backup beside it recovers nothing
        Assert.Null(await CoveredAsync());

        await ShipAsync((3, 2, [_near, _far]));
        await TellAsync();
        Assert.Empty(await OpenAsync());
        Assert.Equal(Noon.AddMinutes(3), await CoveredAsync());
    }

    [Fact]
    public async Task A_hole_in_every_store_is_an_alarm_about_the_policy_and_nothing_is_claimed()
    {
        await ShipAsync((2, 1, [_near, _far]), (4, 3, [_near, _far]));
        await TellAsync();

        var alarm = Assert.Single(await OpenAsync());
        Assert.Equal(_policy.ToString(), alarm.Subject);
        Assert.Contains("near lacks", alarm.Text, StringComparison.Ordinal);
        Assert.Contains("far lacks", alarm.Text, StringComparison.Ordinal);
        Assert.Null(await CoveredAsync());
    }

    [Fact]
    public async Task News_of_an_earlier_copy_of_the_segment_under_way_claims_nothing_later_of_a_store()
    {
        await NoteAsync(2, 1, [_near]);
        await NoteAsync(2, 5, [_near]);
        await NoteAsync(2, 1, [_near, _far]); // the slow store just got the copy before the last

        var row = await _console.ReadAsync(db => db.WalSegments.AsNoTracking().SingleAsync(Ct));
        Assert.Equal((_near, Noon.AddMinutes(5)), (Assert.Single(row.StoreIds), row.CoversUntil));

        await NoteAsync(2, 5, [_far]); // after a restart the stream tells anew what arrives
        Assert.Equal(2, (await _console.ReadAsync(db => db.WalSegments.AsNoTracking().SingleAsync(Ct))).StoreIds.Length);
    }

    [Fact]
    public async Task A_base_backup_waits_for_every_store_that_takes_log_and_names_one_that_does_not()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        var progress = new Staged(bench, (asked, until) => [Store("near", until), Store("far", asked > 3 ? until : null)]);
        Assert.DoesNotContain((await bench.TakeBaseAsync(progress)).Manifest.Facts.Remarks, remark => remark.Contains("far", StringComparison.Ordinal));
        Assert.True(progress.Asked > 3);

        var faulty = new Staged(bench, (_, until) => [Store("near", until), Store("far", null, "far: The disk is full.")]);
        var remark = Assert.Single((await bench.TakeBaseAsync(faulty)).Manifest.Facts.Remarks, remark => remark.Contains("far", StringComparison.Ordinal));
        Assert.Contains("far did not hold the write-ahead log that it needs", remark, StringComparison.Ordinal);
        Assert.Contains("The disk is full.", remark, StringComparison.Ordinal);
    }

    private static StoreCoverage Store(string name, DateTimeOffset? until, string? fault = null) => new(Guid.CreateVersion7(), name, until, fault);

    private async Task<DateTimeOffset?> CoveredAsync() => await _console.ReadAsync(async db => (await WalCovered.ReadAsync(db, Ct)).TryGetValue(_policy, out var until) ? until : (DateTimeOffset?)null);

    private async Task TellAsync() =>
        await _console.Get<WalAlarms>().TellAsync(await _console.ReadAsync(db => db.BackupPolicies.AsNoTracking().SingleAsync(Ct)), null, Ct);

    private Task<List<Alarm>> OpenAsync() => _console.ReadAsync(db => db.Alarms.AsNoTracking().Where(alarm => alarm.Kind == AlarmKind.WalGap && alarm.ClearedAt == null).ToListAsync(Ct));

    private async Task ShipAsync(params (int Segment, int Minute, Guid[] Stores)[] pieces)
    {
        foreach (var (segment, minute, stores) in pieces)
        {
            await NoteAsync(segment, minute, stores, WalKind.Segment);
        }
    }

    private Task NoteAsync(int segment, int minute, Guid[] stores, WalKind kind = WalKind.Partial) => new WalRows(_console.Get<IDbContextFactory<DrDbContext>>()).NoteAsync(_policy, new()
    {
        Source = "orders", SystemIdentifier = Cluster, Timeline = 1, Kind = kind, Name = $"0000000100000000000000{segment:X2}", SegmentBytes = SegmentBytes,
        SealedAt = Noon.AddMinutes(minute), CoversUntil = Noon.AddMinutes(minute),
    }, stores, Ct);

    /// <summary>A stream whose stores stand as the test says, by how often it was asked about a base backup.</summary>
    private sealed class Staged(WalBench bench, Func<int, DateTimeOffset, IReadOnlyList<StoreCoverage>> stores) : IWalProgress
    {
        public int Asked { get; private set; }

        public Task<WalCoverage?> CoverageAsync(PostgresPhysicalSettings settings, string systemIdentifier, BasePoint? from, int segmentBytes, CancellationToken ct)
        {
            Asked += from is null ? 0 : 1;
            return Task.FromResult<WalCoverage?>(new(stores(Asked, from?.ConsistentAt ?? Noon), bench.Stream?.State.ReceiverFault));
        }
    }
}
