using System.Collections.Concurrent;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Runs;

/// <summary>
/// Makes the copies that runs left missing, and those that were found damaged, from a sibling: re-hashed on the way, the manifest last. A store
/// that does not take it is tried again, less and less often; the alarm stays until all copies are there. One node does it at a time.
/// </summary>
public sealed class MissingCopies(
    AuditedChanges changes, IDbContextFactory<DrDbContext> contexts, StoreDirectory stores, StoreCatalogue catalogue, CopyCompletion completion, KeyRing keys, TimeProvider clock)
{
    private const long Lock = 0x64726d697373; // one number of PostgreSQL's advisory locks that only this uses
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<(Guid Backup, Guid Store), (int Failures, DateTimeOffset Next)> _pauses = new();

    /// <summary>Tries all that are due. Returns how many were completed.</summary>
    public async Task<int> CompleteAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.BackupCopies.AnyAsync(copy => copy.State == CopyState.Missing || copy.State == CopyState.Damaged, ct))
        {
            return 0;
        }

        await db.Database.OpenConnectionAsync(ct);
        if (!(await db.Database.SqlQuery<bool>($"""SELECT pg_try_advisory_lock({Lock}) AS "Value" """).ToListAsync(ct))[0])
        {
            return 0;
        }

        try
        {
            return await CompleteAsync(db, ct);
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    private async Task<int> CompleteAsync(DrDbContext db, CancellationToken ct)
    {
        var wanted = await (
            from copy in db.BackupCopies.AsNoTracking()
            join backup in db.Backups on copy.BackupId equals backup.Id
            join store in db.Stores on copy.StoreId equals store.Id
            where (copy.State == CopyState.Missing || copy.State == CopyState.Damaged) && backup.RemovedAt == null && store.RetiredAt == null && copy.TombstonedAt == null
            orderby backup.ConsistentAt descending
            select new Wanted(backup.Id, copy.StoreId, backup.PolicyId, backup.Folder, backup.Source)).ToListAsync(ct);
        var completed = 0;
        foreach (var copy in wanted.Where(copy => !_pauses.TryGetValue(copy.Key, out var pause) || pause.Next <= clock.GetUtcNow()))
        {
            completed += await TryAsync(db, copy, ct) ? 1 : 0;
        }

        return completed;
    }

    private async Task<bool> TryAsync(DrDbContext db, Wanted wanted, CancellationToken ct)
    {
        try
        {
            var siblings = await db.BackupCopies.AsNoTracking().Where(copy => copy.BackupId == wanted.BackupId && copy.State == CopyState.Present).ToListAsync(ct);
            if (siblings.Count == 0)
            {
                throw new StoreException(StoreFault.ObjectMissing, "No store has a whole copy that this one could be made from.");
            }

            await EnsureAllowedAsync(db, wanted, ct);
            await CopyAsync(wanted, siblings, ct);
            _pauses.TryRemove(wanted.Key, out _);
            return true;
        }
        catch (Exception fault) when (fault is StoreException or RefusedException or IOException)
        {
            var failures = _pauses.TryGetValue(wanted.Key, out var before) ? before.Failures + 1 : 1;
            var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures - 1, 10)));
            _pauses[wanted.Key] = (failures, clock.GetUtcNow() + pause);
            await db.BackupCopies.Where(copy => copy.BackupId == wanted.BackupId && copy.StoreId == wanted.StoreId)
                .ExecuteUpdateAsync(set => set.SetProperty(copy => copy.Fault, fault.Message), ct);
            return false;
        }
    }

    private static async Task EnsureAllowedAsync(DrDbContext db, Wanted wanted, CancellationToken ct)
    {
        if ((await Residency.ViolationsAsync(db, ct)).FirstOrDefault(violation => violation.PolicyId == wanted.PolicyId && violation.StoreId == wanted.StoreId) is { } violation)
        {
            throw new RefusedException("residency", violation.Text);
        }
    }

    private async Task CopyAsync(Wanted wanted, List<BackupCopy> siblings, CancellationToken ct)
    {
        var trusted = new TrustedKeys(await keys.TrustedAsync(ct));
        await using var to = await stores.OpenAsync(wanted.StoreId, ct);
        StoreException? last = null;
        foreach (var sibling in siblings)
        {
            await using var from = await stores.OpenAsync(sibling.StoreId, ct);
            try
            {
                var backup = await catalogue.ReadAsync(from, trusted, wanted.Folder, ct);
                if (backup is not { State: CatalogueState.Complete, Signature: SignatureVerdict.Trusted })
                {
                    throw new StoreException(StoreFault.Damaged, $"The sibling in {from.Address} cannot be copied: {backup.Fault ?? "its signature is not believed"}.");
                }

                await completion.RunAsync(backup, from, to, new(sibling.LockedUntil), ct);
                await RecordAsync(wanted, sibling, ct);
                return;
            }
            catch (StoreException fault)
            {
                last = fault; // perhaps another sibling is better
            }
        }

        throw last!;
    }

    private Task<bool> RecordAsync(Wanted wanted, BackupCopy sibling, CancellationToken ct) =>
        changes.ApplyAsync(Actor.Engine, Guid.CreateVersion7(clock.GetUtcNow()), Right.RunBackup, async change =>
        {
            var copy = await change.Db.BackupCopies.SingleAsync(candidate => candidate.BackupId == wanted.BackupId && candidate.StoreId == wanted.StoreId, ct);
            (copy.State, copy.CheckedAt, copy.Fault, copy.LockedUntil) = (CopyState.Present, change.At, null, sibling.LockedUntil);
            NewVerifications.AddCopy(change, wanted.BackupId, wanted.StoreId);
            await change.Db.SaveChangesAsync(ct);
            if (wanted.PolicyId is { } policyId)
            {
                await RunAlarms.CopiesAsync(change, policyId, ct);
            }

            change.Record(AuditChain.Console, "backup.copy.completed", new { wanted.BackupId, wanted.StoreId, from = sibling.StoreId, wanted.Source });
            change.Signal(Topic.Backup(wanted.BackupId));
            change.Signal(Topic.Backups);
            return true;
        }, ct);

    private sealed record Wanted(Guid BackupId, Guid StoreId, Guid? PolicyId, string Folder, string Source)
    {
        public (Guid, Guid) Key => (BackupId, StoreId);
    }
}
