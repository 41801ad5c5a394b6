using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;
using BackupPolicy = DrConsole.Backups.Policies.BackupPolicy;

namespace DrConsole.Backups.Wal.Pruning;

/// <summary>What the retention of log changes in the database, each with its audit entry.</summary>
internal sealed class WalRetentionChanges(AuditedChanges changes, TimeProvider clock)
{
    /// <summary>Records a mark, or that marks went.</summary>
    public Task MarkAsync(BackupPolicy policy, WalRetentionPlan plan, CancellationToken ct) => ApplyAsync(async change =>
    {
        await SaveAsync(change, policy, plan, ct);
        change.Record(AuditChain.Console, plan.NewMark is null ? "backup.wal.lifted" : "backup.wal.marked", new
        {
            policyId = policy.Id, policy = policy.Name, plan.StoreId, plan.Why, pieces = plan.Unneeded.Count, storedBytes = plan.Unneeded.Sum(piece => piece.StoredBytes), plan.NewMark?.DeletableAt, plan.NewMark?.Floors,
        });
    }, ct);

    /// <summary>Records a deletion, and takes the store from the pieces' rows.</summary>
    public Task RemovedAsync(BackupPolicy policy, WalRetentionPlan plan, CancellationToken ct) => ApplyAsync(async change =>
    {
        await WalRows.ForgetAsync(change.Db, policy.Id, plan.StoreId, plan.Deleted.Select(piece => (piece.SystemIdentifier, piece.File)), ct);
        await SaveAsync(change, policy, plan, ct);
        change.Record(AuditChain.Console, "backup.wal.deleted", new
        {
            policyId = policy.Id, policy = policy.Name, plan.StoreId, plan.Why, plan.Survivors, removed = plan.Deleted.GroupBy(piece => piece.Line).Select(WalReceiptLine.Of), marked = plan.NewMark,
        });
    }, ct);

    private static async Task SaveAsync(Change change, BackupPolicy policy, WalRetentionPlan plan, CancellationToken ct)
    {
        var before = await WalRetentionRows.StateAsync(change.Db, policy.Id, plan.StoreId, ct);
        var removed = WalRetentionState.Lately(before.Removed.Concat(plan.Deleted.Count > 0 ? [new(change.At, plan.Deleted.Count)] : (WalRemoved[])[]), change.At);
        var (key, json) = (WalRetentionState.Key(policy.Id, plan.StoreId), new WalRetentionState(plan.Marks, removed).ToJson());
        await change.Db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO console_setting (key, value, changed_by_name, changed_at) VALUES ({key}, {json}, {change.Actor.Name}, {change.At})
            ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
            """, ct);
        change.Signal(Topic.Backups);
    }

    private Task<bool> ApplyAsync(Func<Change, Task> work, CancellationToken ct) => changes.ApplyAsync(Actor.Engine, Guid.CreateVersion7(clock.GetUtcNow()), Right.RunBackup, async change =>
    {
        await work(change);
        return true;
    }, ct);
}
