using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Backups;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Verification;

/// <summary>Asks for examinations of backups, and takes the asking back.</summary>
public sealed class VerificationCommands(AuditedChanges changes)
{
    private const int ReasonLength = 100;

    /// <summary>Asks that a copy be examined; a node takes it as soon as one is free. Returns the examination's id.</summary>
    /// <param name="storeId">Null takes the copy that was examined longest ago, from a store that answers.</param>
    /// <exception cref="RefusedException">There is no copy to examine.</exception>
    public Task<Guid> RequestAsync(Actor actor, Guid commandId, Guid backupId, Guid? storeId, VerificationLevel level, string reason, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.RunBackup, change => AddAsync(change, backupId, storeId, level, reason, ct), ct);

    /// <summary>Takes back what no node has begun.</summary>
    public Task<bool> CancelAsync(Actor actor, Guid commandId, Guid runId, CancellationToken ct) => changes.ApplyAsync(actor, commandId, Right.RunBackup, async change =>
    {
        var run = await change.Db.Verifications.FromSql($"SELECT * FROM verification WHERE id = {runId} FOR UPDATE").SingleOrDefaultAsync(ct) ?? throw new NotFoundException("examination", runId);
        if (run.State != VerificationState.Waiting)
        {
            throw new RefusedException("verification_begun", "This examination has begun. It changes nothing but a scratch server, and ends at its deadline.");
        }

        (run.State, run.Verdict, run.EndedAt, run.Fault) = (VerificationState.Ended, Verdict.NotVerifiableHere, change.At, $"{actor.Name} took it back before it began.");
        change.Record(AuditChain.Console, "backup.verification.cancelled", new { run.Id, run.BackupId, run.StoreId, run.Level });
        Signal(change, run.BackupId);
        return true;
    }, ct);

    internal static async Task<Guid> AddAsync(Change change, Guid backupId, Guid? storeId, VerificationLevel level, string reason, CancellationToken ct)
    {
        var copy = await FindCopyAsync(change.Db, backupId, storeId, ct);
        var text = SafeText.Clean(reason.Trim());
        var run = new VerificationRun
        {
            Id = change.NewId(), BackupId = backupId, StoreId = copy, Level = level, State = VerificationState.Waiting, RequestedAt = change.At,
            Reason = text.Length > ReasonLength ? text[..ReasonLength] : text, RequestedByName = change.Actor.Name,
        };
        change.Db.Verifications.Add(run);
        change.Record(AuditChain.Console, "backup.verification.requested", new { run.Id, run.BackupId, run.StoreId, run.Level, run.Reason });
        Signal(change, backupId);
        return run.Id;
    }

    internal static void Signal(Change change, Guid backupId)
    {
        change.Signal(Topic.Backups);
        change.Signal(Topic.Backup(backupId));
    }

    private static async Task<Guid> FindCopyAsync(DrDbContext db, Guid backupId, Guid? storeId, CancellationToken ct)
    {
        if (!await db.Backups.AnyAsync(backup => backup.Id == backupId, ct))
        {
            throw new NotFoundException("backup", backupId);
        }

        var copies = await db.BackupCopies.AsNoTracking().Where(copy => copy.BackupId == backupId && (copy.State == CopyState.Present || copy.State == CopyState.Damaged) && (storeId == null || copy.StoreId == storeId))
            .Join(db.Stores, copy => copy.StoreId, store => store.Id, (copy, store) => new { copy.StoreId, copy.State, copy.VerifiedAt, store.FaultSince, store.IsRemovable }).ToListAsync(ct);
        return copies.OrderBy(copy => copy.FaultSince is not null).ThenBy(copy => copy.State != CopyState.Present).ThenBy(copy => copy.IsRemovable).ThenBy(copy => copy.VerifiedAt ?? DateTimeOffset.MinValue)
            .FirstOrDefault()?.StoreId ?? throw new RefusedException("no_copy", "There is no copy of this backup to examine.");
    }
}
