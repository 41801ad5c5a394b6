using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;
using BackupPolicy = DrConsole.Backups.Policies.BackupPolicy;

namespace DrConsole.Backups.Retention;

/// <summary>What retention changes in the database, each with its audit entry.</summary>
internal sealed class RetentionChanges(AuditedChanges changes, TimeProvider clock)
{
    /// <summary>Records marks, or that marks were lifted. Returns how many copies changed.</summary>
    public Task<int> MarkAsync(BackupPolicy policy, IReadOnlyList<RetentionDecision> decisions, CancellationToken ct) => ApplyAsync(async change =>
    {
        var count = 0;
        foreach (var decision in decisions)
        {
            var isMarked = decision.Act == RetentionAct.Mark;
            count += await change.Db.BackupCopies
                .Where(copy => copy.BackupId == decision.BackupId && copy.StoreId == decision.StoreId && copy.State != CopyState.Deleted)
                .ExecuteUpdateAsync(set => set.SetProperty(copy => copy.TombstonedAt, isMarked ? change.At : null).SetProperty(copy => copy.DeletableAt, isMarked ? decision.DeletableAt : null), ct);
            change.Signal(Topic.Backup(decision.BackupId));
        }

        foreach (var group in decisions.GroupBy(decision => decision.Act))
        {
            change.Record(AuditChain.Console, group.Key == RetentionAct.Mark ? "backup.retention.marked" : "backup.retention.lifted", new
            {
                policyId = policy.Id, policy = policy.Name,
                copies = group.Select(decision => new { decision.BackupId, decision.StoreId, decision.ConsistentAt, decision.Why, decision.DeletableAt, decision.KeptBy }),
            });
        }

        change.Signal(Topic.Backups);
        return count;
    }, ct);

    /// <summary>Records a deletion. False when somebody recorded it before.</summary>
    public Task<bool> RemovedAsync(BackupPolicy policy, Guid storeId, ReceiptNote note, CancellationToken ct) => ApplyAsync(async change =>
    {
        var copies = await change.Db.BackupCopies.Where(copy => copy.BackupId == note.BackupId).ToListAsync(ct);
        var copy = copies.Single(candidate => candidate.StoreId == storeId);
        if (copy.State == CopyState.Deleted)
        {
            throw new NothingToDoException();
        }

        (copy.State, copy.CheckedAt, copy.Fault) = (CopyState.Deleted, change.At, null);
        change.Db.DeletionReceipts.Add(new()
        {
            Id = change.NewId(), BackupId = note.BackupId, StoreId = storeId, At = change.At, Rule = note.Rule, Survivors = [.. note.Survivors], ByName = change.Actor.Name,
        });
        if (copies.TrueForAll(candidate => candidate.State is CopyState.Deleted or CopyState.Missing))
        {
            await change.Db.Backups.Where(backup => backup.Id == note.BackupId).ExecuteUpdateAsync(set => set.SetProperty(backup => backup.RemovedAt, change.At), ct);
        }

        change.Record(AuditChain.Console, "backup.copy.deleted", new { policyId = policy.Id, policy = policy.Name, storeId, note.BackupId, note.Folder, note.ConsistentAt, note.Rule, note.Survivors, note.ManifestSha256 });
        change.Signal(Topic.Backups);
        change.Signal(Topic.Backup(note.BackupId));
        return true;
    }, ct);

    // A repeated step finds its work done and changes nothing.
    private async Task<T> ApplyAsync<T>(Func<Change, Task<T>> work, CancellationToken ct)
        where T : struct
    {
        try
        {
            return await changes.ApplyAsync(Actor.Engine, Guid.CreateVersion7(clock.GetUtcNow()), Right.RunBackup, work, ct);
        }
        catch (NothingToDoException)
        {
            return default;
        }
    }
}
