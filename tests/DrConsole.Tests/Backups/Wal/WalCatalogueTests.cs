using DrConsole.Access;
using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Wal;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Backups.Restoring;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace DrConsole.Tests.Backups.Wal;

/// <summary>The rows of shipped log after the console's database was lost, or is older than the store.</summary>
public sealed class WalCatalogueTests(PostgresServer postgres) : IAsyncLifetime
{
    private PointInTimeBench _bench = default!;
    private Guid _base;
    private string _middle = "";
    private string _folder = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestConsole Console => _bench.Desk.Console;

    public async ValueTask InitializeAsync()
    {
        _bench = await PointInTimeBench.CreateAsync(postgres);
        _base = await _bench.TakeBaseAsync();
        for (var id = 1; id <= 4; id++)
        {
            await _bench.Wal.Cluster.InsertAsync(id);
            _middle = id == 2 ? await _bench.SegmentAsync() : _middle;
            await _bench.Wal.Cluster.SwitchAsync();
        }

        await _bench.Wal.Cluster.InsertAsync(5);
        await _bench.Wal.CoveredAsync();
        await _bench.Wal.StopAsync();
        _folder = Path.GetDirectoryName(Directory.GetFiles(_bench.Wal.StoreFolder("near"), "*.wal", SearchOption.AllDirectories)[0])!;
        await RebuildAsync(); // what the stream shipped while it was stopped
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Log_that_the_database_forgot_comes_back_from_the_store_and_what_was_refused_for_its_sake_is_recovered()
    {
        var before = await RowsAsync();
        await ForgetAsync($"name >= '{_middle}'"); // shipped after the backup from which the console's database was restored
        await _bench.Wal.StartAsync(_bench.Shipping);
        await _bench.Wal.Cluster.InsertAsync(6);
        await _bench.Wal.Cluster.SwitchAsync();
        await _bench.Wal.CoveredAsync();
        await _bench.Wal.StopAsync();
        Assert.Equal("latest_behind_gap", (await Assert.ThrowsAsync<RefusedException>(() => _bench.RequestAsync(_base, _bench.Target("refused", null)))).Code);

        var audited = await AuditedAsync();
        var report = await RebuildAsync();

        Assert.True(report.LogAdded > 0 && report is { LogMissing: 0, Remarks: [] }, report.ToString());
        var after = await RowsAsync();
        Assert.Superset(before.Where(row => !row.Name.EndsWith(".partial", StringComparison.Ordinal)).Select(Place).ToHashSet(), after.Select(Place).ToHashSet());
        Assert.Equal(audited + 1, await AuditedAsync());
        Assert.Equal(0, (await RebuildAsync()).LogAdded);
        var restored = await _bench.RunAsync(await _bench.RequestAsync(_base, _bench.Target("target", null)));
        Assert.True(restored.State is DrConsole.Backups.Restoring.RestoreState.Succeeded, restored.Fault);
        Assert.Equal([1, 2, 3, 4, 5, 6], await _bench.Wal.IdsOfAsync("target"));

        await Console.Database.ExecuteAsOwnerAsync("DELETE FROM wal_segment; UPDATE backup SET policy_id = NULL"); // rows that it cannot have refuse nothing: the store decides
        _ = await _bench.RequestAsync(_base, _bench.Target("of no policy", null));
    }

    [Fact]
    public async Task What_the_store_lost_somebody_else_signed_or_has_no_object_is_missing_afterwards_and_what_needs_it_is_refused_before_anything_is_written()
    {
        Directory.CreateDirectory(_folder + ".other"); // a key that nobody of ours made
        File.Copy(PathOf(_middle), Path.Combine(_folder + ".other", _middle + WalRecord.Ending));
        File.Delete(PathOf(_middle));
        var lost = await RebuildAsync();
        Assert.Equal((0, 1), (lost.LogAdded, lost.LogMissing));
        Assert.DoesNotContain(await RowsAsync(), row => row.Name == _middle);
        Assert.Contains(_middle, (await Assert.ThrowsAsync<RefusedException>(() => _bench.RequestAsync(_base, _bench.Target("target", null)))).Message, StringComparison.Ordinal);

        var later = (await ArchiveAsync()).Records.Where(record => record.Kind == WalKind.Segment && string.CompareOrdinal(record.Name, _middle) > 0).Take(2).ToList();
        await ForgetAsync($"name > '{_middle}'");
        using var stranger = ManifestSigner.Create();
        File.Delete(PathOf(later[0].Name));
        await File.WriteAllBytesAsync(PathOf(later[0].Name), SignedWalRecord.Write(later[0], stranger), Ct);
        File.Delete(Path.Combine(_folder, later[1].File));
        var report = await RebuildAsync();

        Assert.Contains(report.Remarks, remark => remark.Contains(later[0].Name, StringComparison.Ordinal) && remark.Contains("not among the trusted ones", StringComparison.Ordinal));
        Assert.Contains(report.Remarks, remark => remark.Contains(later[1].Name, StringComparison.Ordinal) && remark.Contains("is missing", StringComparison.Ordinal));
        Assert.DoesNotContain(await RowsAsync(), row => later.Exists(record => record.Name == row.Name));
    }

    [Fact]
    public async Task Of_a_segment_under_way_the_row_keeps_the_latest_copy_and_a_store_that_is_behind_is_not_counted()
    {
        var partial = (await ArchiveAsync()).Records.Where(record => record.Kind == WalKind.Partial).MaxBy(record => record.CoversUntil)!;
        var row = WalRows.NameOf(partial.Name, isPartial: true);
        await ForgetAsync($"name = '{row}'");
        Assert.Equal(1, (await RebuildAsync()).LogAdded);
        Assert.Equal(partial.CoversUntil, (await RowsAsync()).Single(found => found.Name == row).CoversUntil);

        await Console.Database.ExecuteAsOwnerAsync($"UPDATE wal_segment SET covers_until = covers_until + interval '1 hour', store_ids = ARRAY['{Guid.Empty}'::uuid] WHERE name = '{row}'");

        Assert.Equal(0, (await RebuildAsync()).LogAdded);
        Assert.Equal(partial.CoversUntil.AddHours(1), (await RowsAsync()).Single(found => found.Name == row).CoversUntil);
    }

    [Fact]
    public async Task A_node_that_begins_asks_a_store_that_did_not_answer_again_until_the_rows_say_what_it_says()
    {
        await ForgetAsync($"name = '{_middle}'");
        var time = new ManualTime();
        await using var store = new FaultyStore(await Console.Get<StoreDirectory>().OpenAsync(_bench.Store, Ct), failing: 1);
        var policy = await Console.ReadAsync(db => db.BackupPolicies.SingleAsync(found => found.Id == _bench.Policy, Ct));
        var takeUp = new WalTakeUp(
            Console.Get<AuditedChanges>(), Console.Get<IDbContextFactory<DrDbContext>>(), policy, new(await Console.Get<KeyRing>().TrustedAsync(Ct)), time, NullLogger.Instance);

        var comparing = takeUp.RunAsync([new(_bench.Store, "near", store)], Ct);
        await Until.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return comparing.IsCompleted;
        });

        await comparing;
        Assert.True(store.Calls > 1);
        Assert.Contains(await RowsAsync(), row => row.Name == _middle);
        Assert.Equal(1, await Console.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "backup.catalogue.log_rebuilt" && entry.ActorName == Actor.Engine.Name, Ct)));
    }

    private string PathOf(string segment) => Path.Combine(_folder, segment + WalRecord.Ending);

    private Task<RebuildReport> RebuildAsync() => Console.Get<CatalogueRebuild>().RunAsync(Console.Admin, _bench.Store, Ct);

    private Task<int> AuditedAsync() => Console.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "backup.catalogue.log_rebuilt" && entry.ActorName == Console.Admin.Name, Ct));

    private async Task ForgetAsync(string rows) => await Console.Database.ExecuteAsOwnerAsync($"DELETE FROM wal_segment WHERE {rows}");

    private Task<WalArchive> ArchiveAsync() => _bench.ArchiveAsync();

    private Task<List<WalSegment>> RowsAsync() => Console.ReadAsync(db => db.WalSegments.OrderBy(row => row.Name).ToListAsync(Ct));

    // The last closed segment is sealed anew when a stream begins, with a later instant.
    private static (string Name, int Timeline, long StoredBytes, Guid Store) Place(WalSegment row) => (row.Name, row.Timeline, row.StoredBytes, Assert.Single(row.StoreIds));
}
