using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Retention;

/// <summary>Holds that people place: for law, for an investigation. A held backup is not removed, whatever the rules say.</summary>
public sealed class HoldCommands(AuditedChanges changes, IDbContextFactory<DrDbContext> contexts, StoreDirectory stores)
{
    private const int ReasonLength = 2000;

    /// <summary>Holds one backup; where its stores have legal holds they get one too.</summary>
    public async Task<PlacedHold> HoldBackupAsync(Actor actor, Guid commandId, Guid backupId, string reason, CancellationToken ct)
    {
        var id = await changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            var backup = await change.Db.Backups.AsNoTracking().Where(candidate => candidate.Id == backupId).Select(candidate => new { candidate.Source, candidate.RemovedAt }).SingleOrDefaultAsync(ct)
                ?? throw new NotFoundException("backup", backupId);
            return backup.RemovedAt is null
                ? Place(change, new() { Id = change.NewId(), BackupId = backupId, Reason = Reason(reason), ByName = change.Actor.Name, At = change.At })
                : throw new RefusedException("backup_removed", "The last copy of this backup was removed; there is nothing to hold.");
        }, ct);
        return new(id, await InStoresAsync(backupId, isHeld: true, ct));
    }

    /// <summary>Holds all backups of a system, those to come included. Only retention knows of it: the stores' legal holds are for single backups.</summary>
    public async Task<PlacedHold> HoldSystemAsync(Actor actor, Guid commandId, string system, string reason, CancellationToken ct)
    {
        var id = await changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            var name = await change.Db.BackupPolicies.Where(policy => policy.SystemName == system).Select(policy => policy.SystemName).FirstOrDefaultAsync(ct)
                ?? throw new NotFoundException("protected system", system);
            return Place(change, new() { Id = change.NewId(), SystemName = name, Reason = Reason(reason), ByName = change.Actor.Name, At = change.At });
        }, ct);
        return new(id, []);
    }

    /// <summary>Releases a hold. What nothing else keeps is marked by the next retention, and goes after its grace.</summary>
    public async Task<PlacedHold> ReleaseAsync(Actor actor, Guid commandId, Guid holdId, string reason, CancellationToken ct)
    {
        var backupId = await changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            var hold = await change.Db.BackupHolds.SingleOrDefaultAsync(candidate => candidate.Id == holdId, ct) ?? throw new NotFoundException("hold", holdId);
            if (hold.ReleasedAt is not null)
            {
                throw new RefusedException("hold_released", $"{hold.ReleasedByName} released this hold at {RetentionWords.At(hold.ReleasedAt.Value)}.");
            }

            if (hold.IncidentId is not null)
            {
                throw new RefusedException("hold_of_incident", "This hold belongs to an open incident and ends with it.");
            }

            (hold.ReleasedAt, hold.ReleasedByName) = (change.At, change.Actor.Name);
            change.Record(AuditChain.Console, "backup.hold.released", new { hold.Id, hold.BackupId, hold.SystemName, reason = Reason(reason) });
            change.Signal(Topic.Backups);
            return hold.BackupId;
        }, ct);
        return new(holdId, backupId is { } id && !await IsHeldAsync(id, ct) ? await InStoresAsync(id, isHeld: false, ct) : []);
    }

    private static Guid Place(Change change, BackupHold hold)
    {
        change.Db.BackupHolds.Add(hold);
        change.Record(AuditChain.Console, "backup.hold.placed", new { hold.Id, hold.BackupId, hold.SystemName, hold.Reason });
        change.Signal(Topic.Backups);
        return hold.Id;
    }

    private async Task<bool> IsHeldAsync(Guid backupId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.BackupHolds.AnyAsync(hold => hold.BackupId == backupId && hold.ReleasedAt == null, ct);
    }

    private async Task<IReadOnlyList<string>> InStoresAsync(Guid backupId, bool isHeld, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var copies = await db.Backups.Where(backup => backup.Id == backupId).SelectMany(backup => backup.Copies.Where(copy => copy.State == CopyState.Present || copy.State == CopyState.Damaged), (backup, copy) => new { backup.Folder, copy.StoreId })
            .Join(db.Stores, copy => copy.StoreId, store => store.Id, (copy, store) => new { copy.Folder, store.Id, store.Name, store.Facts }).ToListAsync(ct);
        var remarks = new List<string>();
        foreach (var copy in copies)
        {
            remarks.Add(LegalHolds.Has(copy.Facts)
                ? await LegalHolds.SetAsync(stores, copy.Id, copy.Name, copy.Folder, isHeld, ct)
                : $"{copy.Name} has no legal holds: there the console alone keeps the backup.");
        }

        return remarks;
    }

    private static string Reason(string reason) => SafeText.Clean(reason.Trim()) is { Length: > 0 and <= ReasonLength } text
        ? text
        : throw new RefusedException("reason_missing", $"Say why, in 1 to {ReasonLength} characters.");
}

/// <summary>A hold that was placed or released.</summary>
/// <param name="Remarks">What the stores did with it, in sentences.</param>
public sealed record PlacedHold(Guid Id, IReadOnlyList<string> Remarks);
