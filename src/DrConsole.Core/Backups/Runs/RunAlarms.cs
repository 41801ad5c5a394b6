using DrConsole.Alarms;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Runs;

/// <summary>Raises and clears the alarms of a run's end, in the same transaction.</summary>
internal static class RunAlarms
{
    /// <summary>A run came to nothing.</summary>
    public static async Task FailedAsync(Change change, BackupRun run, CancellationToken ct)
    {
        var name = await change.Db.BackupPolicies.Where(policy => policy.Id == run.PolicyId).Select(policy => policy.Name).SingleAsync(ct);
        await AlarmCommands.RaiseAsync(
            change, AlarmKind.BackupFailed, run.PolicyId.ToString(), FormattableString.Invariant($"The backup of “{name}” that was due at {run.ScheduledFor.UtcDateTime:yyyy-MM-dd HH:mm} UTC failed. {run.Fault}"), ct);
    }

    /// <summary>A run gave a backup; at least one store has it.</summary>
    public static Task<bool> GoodAsync(Change change, BackupRun run, CancellationToken ct) => AlarmCommands.ClearAsync(change, AlarmKind.BackupFailed, run.PolicyId.ToString(), ct);

    /// <summary>Copies are missing; cleared when all of the policy's are complete.</summary>
    public static async Task CopiesAsync(Change change, Guid policyId, CancellationToken ct)
    {
        var missing = await (
            from copy in change.Db.BackupCopies
            join backup in change.Db.Backups on copy.BackupId equals backup.Id
            join store in change.Db.Stores on copy.StoreId equals store.Id
            where backup.PolicyId == policyId && backup.RemovedAt == null && copy.State == CopyState.Missing
            select new { store.Name, copy.Fault }).ToListAsync(ct);
        if (missing.Count == 0)
        {
            await AlarmCommands.ClearAsync(change, AlarmKind.BackupDegraded, policyId.ToString(), ct);
            return;
        }

        var stores = string.Join(", ", missing.Select(copy => copy.Name).Distinct(StringComparer.Ordinal));
        await AlarmCommands.RaiseAsync(
            change, AlarmKind.BackupDegraded, policyId.ToString(), $"{missing.Count} copies are missing in {stores}; they are made from a sibling as soon as the store takes them. {missing[^1].Fault}", ct);
    }
}
