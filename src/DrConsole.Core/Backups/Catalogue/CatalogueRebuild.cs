using System.Globalization;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Wal;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Catalogue;

/// <summary>
/// Makes the database's rows of backups, copies and shipped log again from what lies in the stores: after the console's database was lost, or was restored from an
/// older state. Only what a believed key signed is taken over; the rest is reported. Safe to repeat.
/// </summary>
public sealed class CatalogueRebuild(
    AuditedChanges changes, IDbContextFactory<DrDbContext> contexts, StoreDirectory stores, StoreCatalogue catalogue, KeyRing keys, TimeProvider clock)
{
    private const int BatchSize = 500;

    /// <summary>Reads one store, or all that are not retired.</summary>
    /// <exception cref="StoreException">A store cannot be read: an unread store must not look like an empty one.</exception>
    public async Task<RebuildReport> RunAsync(Actor actor, Guid? storeId, CancellationToken ct)
    {
        await changes.EnsureMayAsync(actor, Right.ManageBackups, ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var chosen = await db.Stores.AsNoTracking().Where(store => storeId == null ? store.RetiredAt == null : store.Id == storeId).OrderBy(store => store.Name).ToListAsync(ct);
        var trusted = new TrustedKeys(await keys.TrustedAsync(ct));
        var streaming = (await db.BackupPolicies.AsNoTracking().ToListAsync(ct)).FindAll(policy => policy.SettingsOf() is PostgresPhysicalSettings);
        var report = RebuildReport.Nothing;
        foreach (var record in chosen)
        {
            await using var store = await stores.OpenAsync(record.Id, ct);
            report = report.With(await ReadAsync(actor, record, store, trusted, ct));
            foreach (var policy in streaming)
            {
                report = report.With(await ReadLogAsync(actor, record, store, policy, trusted, ct));
            }
        }

        return report;
    }

    private async Task<RebuildReport> ReadLogAsync(Actor actor, StoreRecord record, IBackupStore store, BackupPolicy policy, TrustedKeys trusted, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var log = await WalCatalogue.CompareAsync(db, policy, record.Id, store, trusted, ct);
        await log.ApplyAsync(changes, actor, Right.ManageBackups, policy, record.Id, record.Name, clock, ct);
        return new(0, 0, 0, log.Untold.Count, log.Gone.Count, [.. log.Faults.Select(fault => $"{record.Name}: {fault}")]);
    }

    private async Task<RebuildReport> ReadAsync(Actor actor, StoreRecord record, IBackupStore store, TrustedKeys trusted, CancellationToken ct)
    {
        var (good, seen, remarks) = (new List<CataloguedBackup>(), new HashSet<string>(StringComparer.Ordinal), new List<string>());
        var (added, present) = (0, 0);
        await foreach (var found in catalogue.ListAsync(store, trusted, source: null, ct))
        {
            seen.Add(found.Folder);
            if (found is { State: CatalogueState.Complete, Signature: SignatureVerdict.Trusted })
            {
                good.Add(found);
                present++;
            }
            else if (found.State != CatalogueState.Unfinished)
            {
                remarks.Add($"{record.Name}: {found.Folder}: {found.Fault ?? Unbelieved(found)}");
            }

            if (good.Count == BatchSize)
            {
                added += await AddAsync(actor, record, good, ct);
                good.Clear();
            }
        }

        added += good.Count > 0 ? await AddAsync(actor, record, good, ct) : 0;
        return new(added, present, await MissAsync(actor, record, seen, ct), 0, 0, remarks);
    }

    private static string Unbelieved(CataloguedBackup found) => found.Signature == SignatureVerdict.UnknownKey
        ? $"It is signed by the key {found.KeyFingerprint}, which this console does not believe. If it is yours, enter that key on the page of keys and rebuild again."
        : "Its signature is missing or wrong.";

    private Task<int> AddAsync(Actor actor, StoreRecord store, List<CataloguedBackup> found, CancellationToken ct) =>
        changes.ApplyAsync(actor, Guid.CreateVersion7(clock.GetUtcNow()), Right.ManageBackups, async change =>
        {
            var ids = found.Select(backup => backup.Manifest!.BackupId).ToList();
            var known = await change.Db.Backups.Include(backup => backup.Copies).Where(backup => ids.Contains(backup.Id)).ToDictionaryAsync(backup => backup.Id, ct);
            var policies = await change.Db.BackupPolicies.AsNoTracking().Select(policy => new { policy.Id, policy.Source }).ToListAsync(ct);
            var added = 0;
            foreach (var entry in found)
            {
                var manifest = entry.Manifest!;
                if (!known.TryGetValue(manifest.BackupId, out var backup))
                {
                    var policy = policies.Find(candidate => candidate.Id == manifest.PolicyId) ?? policies.Find(candidate => candidate.Source == manifest.Source);
                    backup = ManifestRow.Of(manifest, entry.ManifestText!, entry.ManifestSha256!, entry.Folder, policy?.Id);
                    change.Db.Backups.Add(backup);
                    known.Add(backup.Id, backup);
                    added++;
                }

                See(backup, store.Id, change.At);
            }

            change.Record(AuditChain.Console, "backup.catalogue.rebuilt", new { storeId = store.Id, store = store.Name, seen = found.Count, added });
            change.Signal(Topic.Backups);
            return added;
        }, ct);

    // What is there is there, whatever the row said; its proofs are kept, for its bytes are those of the same signed manifest.
    private static void See(Backup backup, Guid storeId, DateTimeOffset at)
    {
        backup.RemovedAt = null;
        if (backup.Copies.Find(copy => copy.StoreId == storeId) is not { } copy)
        {
            backup.Copies.Add(new() { BackupId = backup.Id, StoreId = storeId, State = CopyState.Present, CheckedAt = at });
        }
        else if (copy.State is not (CopyState.Present or CopyState.Damaged))
        {
            (copy.State, copy.CheckedAt, copy.Fault) = (CopyState.Present, at, null);
        }
        else
        {
            copy.CheckedAt = at;
        }
    }

    private async Task<int> MissAsync(Actor actor, StoreRecord store, HashSet<string> seen, CancellationToken ct)
    {
        try
        {
            return await changes.ApplyAsync(actor, Guid.CreateVersion7(clock.GetUtcNow()), Right.ManageBackups, async change =>
            {
                var rows = await (from copy in change.Db.BackupCopies
                                  join backup in change.Db.Backups on copy.BackupId equals backup.Id
                                  where copy.StoreId == store.Id && copy.State == CopyState.Present
                                  select new { Copy = copy, backup.Folder }).ToListAsync(ct);
                var gone = rows.Where(row => !seen.Contains(row.Folder)).ToList();
                foreach (var row in gone)
                {
                    (row.Copy.State, row.Copy.CheckedAt, row.Copy.Fault) = (CopyState.Missing, change.At, string.Create(
                        CultureInfo.InvariantCulture, $"The store did not have it on {change.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC, though it had been written there: find out who removed it."));
                }

                if (gone.Count == 0)
                {
                    throw new NothingToDoException();
                }

                change.Record(AuditChain.Console, "backup.catalogue.missed", new { storeId = store.Id, store = store.Name, copies = gone.Count });
                return gone.Count;
            }, ct);
        }
        catch (NothingToDoException)
        {
            return 0;
        }
    }
}

/// <summary>What a rebuild found.</summary>
/// <param name="Added">Backups that the database did not know.</param>
/// <param name="Present">Copies that are there and believed.</param>
/// <param name="Missing">Copies that the database had and the store has not.</param>
/// <param name="LogAdded">Pieces of write-ahead log in a store that the database did not know there.</param>
/// <param name="LogMissing">Pieces of write-ahead log that the database had and the store has not.</param>
/// <param name="Remarks">What was not taken over, and why.</param>
public sealed record RebuildReport(int Added, int Present, int Missing, int LogAdded, int LogMissing, IReadOnlyList<string> Remarks)
{
    /// <summary>Before the first store.</summary>
    public static RebuildReport Nothing { get; } = new(0, 0, 0, 0, 0, []);

    /// <summary>With what another store gave.</summary>
    public RebuildReport With(RebuildReport other) =>
        new(Added + other.Added, Present + other.Present, Missing + other.Missing, LogAdded + other.LogAdded, LogMissing + other.LogMissing, [.. Remarks, .. other.Remarks]);
}
