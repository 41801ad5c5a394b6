using DrConsole.Alarms;
using DrConsole.Backups;
using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Retention;
using DrConsole.Backups.Wal;
using DrConsole.Backups.Wal.Pruning;
using DrConsole.Database;
using DrConsole.Incidents;
using DrConsole.Stores;
using DrConsole.Tests.Backups.Restoring;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Wal;

/// <summary>Old log of a real cluster in a real directory: two base backups, of which the older one was removed.</summary>
public sealed class WalRetentionTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string First = "000000010000000000000001"; // no base backup can begin before it ends
    private PointInTimeBench _bench = default!;
    private Guid _old;
    private Guid _kept;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestConsole Console => _bench.Desk.Console;

    private string Near => _bench.Wal.StoreFolder("near");

    public async ValueTask InitializeAsync()
    {
        _bench = await PointInTimeBench.CreateAsync(postgres, services => services.AddSingleton(TimeProvider.System));
        _old = await _bench.TakeBaseAsync();
        for (var id = 1; id <= 3; id++)
        {
            await _bench.Wal.Cluster.InsertAsync(id);
            await _bench.Wal.Cluster.SwitchAsync();
        }

        _kept = await _bench.TakeBaseAsync();
        await _bench.Wal.Cluster.InsertAsync(4);
        await _bench.Wal.Cluster.SwitchAsync();
        await _bench.Wal.CoveredAsync();
        await _bench.Wal.StopAsync();
        _ = await Console.Get<CatalogueRebuild>().RunAsync(Console.Admin, _bench.Store, Ct); // a stream that is stopped leaves what it shipped last to the next one to tell
        await ChangeAsync(db => db.BackupCopies.Where(copy => copy.BackupId == _kept).ExecuteUpdateAsync(set => set.SetProperty(copy => copy.VerifiedLevel, VerificationLevel.Restored), Ct));
        await ChangeAsync(db => db.BackupPolicies.ExecuteUpdateAsync(set => set.SetProperty(policy => policy.RestoreTestDays, 30), Ct));
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Log_that_only_a_removed_base_backup_needed_is_marked_goes_by_quarters_after_its_grace_and_the_kept_one_still_recovers_to_the_end()
    {
        var needed = await PreviewAsync();
        Assert.All(needed.Unneeded, piece => Assert.Equal(First, piece.File)); // the older base backup needs what came after it began
        await RemoveOldAsync();
        var before = await ArchiveAsync();

        var marking = Assert.Single((await RunAsync()).Log);
        var preview = await PreviewAsync();

        Assert.True(marking.NewMark is not null && marking.Deleted.Count == 0, marking.Why);
        Assert.Equal(marking.Unneeded.Select(piece => piece.File), preview.Unneeded.Select(piece => piece.File));
        Assert.True(preview.Unneeded.Count >= 3 && preview.NewMark is null && preview.Why.Contains("It is marked", StringComparison.Ordinal), preview.Why);
        Assert.Empty(Assert.Single((await RunAsync()).Log).Deleted); // its grace is not over
        Assert.Equal(before.Records.Count, (await ArchiveAsync()).Records.Count);

        await EndGraceAsync();
        var first = Assert.Single((await RunAsync()).Log);
        Assert.InRange(first.Deleted.Count, 1, Math.Max(1, before.Records.Count / 4));
        Assert.Empty(Assert.Single((await RunAsync()).Log).Deleted); // a quarter in a day
        for (var day = 0; day < 8; day++)
        {
            await EndGraceAsync();
            await RunAsync();
        }

        var after = await ArchiveAsync();
        Assert.Empty(after.Faults);
        Assert.Equal(marking.Unneeded.Count, before.Records.Count - after.Records.Count);
        Assert.DoesNotContain(after.Records, record => marking.Unneeded.Any(piece => piece.File == record.Name));
        Assert.Empty(WalContinuity.Examine(after.Records, []).Gaps);
        Assert.Equal(NamesIn(after), await NamesOfRowsAsync());
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(Near, "drc/v1/d/orders-base"), "wal-*.json.sig"));
        Assert.True(await Console.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "backup.wal.deleted", Ct)) > 1);
        var restored = await _bench.RunAsync(await _bench.RequestAsync(_kept, _bench.Target("target", null)));
        Assert.True(restored.State is RestoreState.Succeeded, restored.Fault);
        Assert.Equal([1, 2, 3, 4], await _bench.Wal.IdsOfAsync("target"));
    }

    [Fact]
    public async Task Nothing_goes_while_an_incident_is_open_while_the_store_still_has_the_old_base_backup_or_the_kept_one_is_not_whole_there()
    {
        var folder = await FolderOfAsync(_old);
        Directory.Move(folder, folder + ".away");
        await RemoveOldAsync();
        Assert.NotNull(Assert.Single((await RunAsync()).Log).NewMark);
        var incident = await Console.Desk.DeclareAsync(Console.Commander, TestConsole.NewId(), new("Ledger lost", IncidentKind.Real, null, null, null), Ct);
        Assert.True(Assert.Single((await RunAsync()).Log).IsLifted);
        await Console.Desk.ResolveAsync(Console.Commander, TestConsole.NewId(), incident, "It was found.", "none", Ct);
        Assert.NotNull(Assert.Single((await RunAsync()).Log).NewMark); // the grace begins anew
        await EndGraceAsync();
        var before = await ArchiveAsync();

        Directory.Move(folder + ".away", folder); // the console does not know of it any more
        Assert.All(Assert.Single((await RunAsync()).Log).Deleted, piece => Assert.Equal(First, piece.File));
        await EndGraceAsync();
        Assert.Empty(Assert.Single((await RunAsync()).Log).Deleted);
        before = await ArchiveAsync();

        Directory.Delete(folder, recursive: true);
        await EndGraceAsync();
        var slice = Directory.GetFiles(await FolderOfAsync(_kept), "*.age.0000").Single();
        File.Move(slice, slice + ".away");
        var outcome = await RunAsync();

        Assert.Contains("no base backup in this store was proven", Assert.Single(outcome.Faults), StringComparison.Ordinal);
        Assert.Contains("no base backup in this store was proven", await Console.ReadAsync(db => db.Alarms.Where(alarm => alarm.Kind == AlarmKind.RetentionStopped && alarm.ClearedAt == null).Select(alarm => alarm.Text).SingleAsync(Ct)), StringComparison.Ordinal);
        Assert.Equal(before.Records.Count, (await ArchiveAsync()).Records.Count);
        File.Move(slice + ".away", slice);
        Assert.NotEmpty(Assert.Single((await RunAsync()).Log).Deleted);
    }

    [Fact]
    public async Task What_the_store_locks_stays_and_is_counted_and_nothing_behind_it_goes()
    {
        await RemoveOldAsync();
        await RunAsync();
        await EndGraceAsync();
        await using var store = new LockedStore(await Console.Get<StoreDirectory>().OpenAsync(_bench.Store, Ct));
        using var signer = await Console.Get<KeyRing>().SignerAsync(Ct);
        var removal = new WalRemoval(store, "orders-base", new(await Console.Get<KeyRing>().TrustedAsync(Ct)), signer);
        var (plan, archive) = await removal.LookAsync(await CaseAsync(), Ct);

        var (gone, locked) = await removal.RunAsync(plan, archive, TimeProvider.System.GetUtcNow(), Ct);

        Assert.Empty(gone);
        Assert.Equal(plan.Deleted.Count, locked);
        Assert.Equal(archive.Records.Count, (await ArchiveAsync()).Records.Count);
    }

    [Fact]
    public async Task A_removal_that_breaks_off_at_any_call_leaves_no_record_without_its_object_and_the_next_ones_go_on()
    {
        await RemoveOldAsync();
        await RunAsync();
        await EndGraceAsync();
        for (var calls = 0; calls < 2; calls++)
        {
            await using var store = new LockedStore(await Console.Get<StoreDirectory>().OpenAsync(_bench.Store, Ct)) { Deletes = calls };
            using var signer = await Console.Get<KeyRing>().SignerAsync(Ct);
            var removal = new WalRemoval(store, "orders-base", new(await Console.Get<KeyRing>().TrustedAsync(Ct)), signer);
            var (plan, archive) = await removal.LookAsync(await CaseAsync(), Ct);

            var (gone, _) = await removal.RunAsync(plan, archive, TimeProvider.System.GetUtcNow(), Ct);

            Assert.Empty(gone);
            Assert.Empty((await ArchiveAsync()).Faults);
        }

        var whole = (await ArchiveAsync()).Records.Count;
        for (var day = 0; day < 9; day++)
        {
            await EndGraceAsync();
            await RunAsync();
        }

        var after = await ArchiveAsync();
        Assert.True(after.Records.Count < whole);
        Assert.Equal(NamesIn(after), await NamesOfRowsAsync());
        Assert.Equal(NamesIn(after), [.. Directory.GetFiles(Path.Combine(Near, "drc/v1/w"), "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)[..First.Length]).Distinct().Order(StringComparer.Ordinal)]);
    }

    private static List<string> NamesIn(WalArchive archive) => [.. archive.Records.Select(record => record.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    // A segment under way has a row of its own beside that of the whole one.
    private async Task<List<string>> NamesOfRowsAsync() =>
        [.. (await Console.ReadAsync(db => db.WalSegments.Select(row => row.Name).ToListAsync(Ct))).Select(name => name.Replace(".partial", "", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private async Task<WalRetentionCase> CaseAsync()
    {
        await using var db = await Console.Get<IDbContextFactory<DrDbContext>>().CreateDbContextAsync(Ct);
        var policy = await db.BackupPolicies.SingleAsync(candidate => candidate.Id == _bench.Policy, Ct);
        return Assert.Single(await WalRetentionRows.ReadAsync(db, policy, await PolicyBackups.ReadAsync(db, policy, TimeProvider.System.GetUtcNow(), null, Ct), Ct));
    }

    private async Task<WalRetentionPlan> PreviewAsync() => Assert.Single((await Console.Get<IRetentionQueries>().PreviewAsync(_bench.Policy, Ct))!.Log);

    private async Task<RetentionOutcome> RunAsync() => (await Console.Get<RetentionRunner>().RunAsync(_bench.Policy, Ct))!;

    private Task<WalArchive> ArchiveAsync() => _bench.ArchiveAsync();

    private async Task<string> FolderOfAsync(Guid backup) => Path.Combine(Near, await Console.ReadAsync(db => db.Backups.Where(row => row.Id == backup).Select(row => row.Folder).SingleAsync(Ct)));

    // As the retention of backups leaves it.
    private async Task RemoveOldAsync()
    {
        var folder = await FolderOfAsync(_old);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        await ChangeAsync(db => db.BackupCopies.Where(copy => copy.BackupId == _old).ExecuteUpdateAsync(set => set.SetProperty(copy => copy.State, CopyState.Deleted), Ct));
        await ChangeAsync(db => db.Backups.Where(backup => backup.Id == _old).ExecuteUpdateAsync(set => set.SetProperty(backup => backup.RemovedAt, TimeProvider.System.GetUtcNow()), Ct));
    }

    // Seven days pass for the marks, one for what went.
    private Task EndGraceAsync() => Console.Database.ExecuteAsOwnerAsync(
        """
        UPDATE console_setting SET value = regexp_replace(regexp_replace(value, '"deletableAt":"[^"]+"', '"deletableAt":"2026-01-01T00:00:00+00:00"', 'g'), '"removed":\[.*\]', '"removed":[]')
        WHERE key LIKE 'backups.wal-retention.%'
        """);

    private async Task ChangeAsync(Func<DrDbContext, Task<int>> change)
    {
        await using var db = await Console.Get<IDbContextFactory<DrDbContext>>().CreateDbContextAsync(Ct);
        await change(db);
    }

    private sealed class LockedStore(IBackupStore inner) : IBackupStore
    {
        /// <summary>So many calls it lets through.</summary>
        public int Deletes { get; set; }

        public StoreAddress Address => inner.Address;

        public Task<StoredObject?> FindAsync(string key, CancellationToken ct) => inner.FindAsync(key, ct);

        public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken ct) => inner.ListAsync(prefix, ct);

        public Task<Stream> ReadAsync(string key, string? version, CancellationToken ct) => inner.ReadAsync(key, version, ct);

        public Task<bool> CreateAsync(string key, ReadOnlyMemory<byte> content, WriteOptions options, CancellationToken ct) => inner.CreateAsync(key, content, options, ct);

        public Task<IObjectUpload> BeginUploadAsync(string key, WriteOptions options, CancellationToken ct) => inner.BeginUploadAsync(key, options, ct);

        public Task DeleteAsync(string key, CancellationToken ct) => Deletes-- > 0 ? inner.DeleteAsync(key, ct) : throw new StoreException(StoreFault.Locked, $"{key} is locked.");

        public Task SetHoldAsync(string key, bool isHeld, CancellationToken ct) => inner.SetHoldAsync(key, isHeld, ct);

        public Task<int> SweepUploadsAsync(string prefix, DateTimeOffset begunBefore, CancellationToken ct) => inner.SweepUploadsAsync(prefix, begunBefore, ct);

        public Task<StoreFacts> ProbeAsync(CancellationToken ct) => inner.ProbeAsync(ct);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
