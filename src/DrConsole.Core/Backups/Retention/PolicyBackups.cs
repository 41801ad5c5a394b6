using System.Text.Json;
using DrConsole.Backups.Runs;
using DrConsole.Database;
using DrConsole.People;
using DrConsole.Plans;
using DrConsole.Platform;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;
using BackupPolicy = DrConsole.Backups.Policies.BackupPolicy;

namespace DrConsole.Backups.Retention;

/// <summary>Reads from the database what decides about a policy's backups.</summary>
internal static class PolicyBackups
{
    private static readonly RunState[] Failures = [RunState.Failed, RunState.Interrupted, RunState.Missed];
    private static readonly RunState[] Successes = [RunState.Succeeded, RunState.Degraded];

    public static async Task<RetentionCase> ReadAsync(DrDbContext db, BackupPolicy policy, DateTimeOffset now, string? clockDoubt, CancellationToken ct) => new()
    {
        Rules = RulesOf(policy),
        Zone = Zones.Find(policy.Zone) ?? TimeZoneInfo.Utc,
        Backups = await BackupsAsync(db, policy.Id, ct),
        Now = now,
        SurvivorLevel = policy.RestoreTestDays is null ? VerificationLevel.ReadBack : VerificationLevel.Restored,
        FailingSince = await FailingSinceAsync(db, policy.Id, ct),
        Freezes = await Freezes.OfAsync(db, policy.SystemName, ct),
        ClockDoubt = clockDoubt,
        RemovedLately = await RemovedLatelyAsync(db, policy.Id, now, ct),
    };

    // No rule keeps everything, so an unreadable text would be safe; but nobody would hear that nothing is removed any more.
    public static IReadOnlyList<RetentionRule> RulesOf(BackupPolicy policy)
    {
        try
        {
            return JsonSerializer.Deserialize<List<RetentionRule>>(policy.Retention, CanonicalJson.Options) ?? [];
        }
        catch (JsonException)
        {
            throw new RefusedException("retention_unreadable", $"The retention rules of “{policy.Name}” cannot be read by this version of the console. Nothing is removed. Open the policy and save its rules again.");
        }
    }

    private static async Task<IReadOnlyList<CandidateBackup>> BackupsAsync(DrDbContext db, Guid policyId, CancellationToken ct)
    {
        var rows = await db.Backups.AsNoTracking().Where(backup => backup.PolicyId == policyId && backup.RemovedAt == null)
            .Select(backup => new { backup.Id, backup.ConsistentAt, backup.DependsOn, backup.Copies }).ToListAsync(ct);
        var holds = await db.BackupHolds.AsNoTracking().Where(hold => hold.ReleasedAt == null && hold.BackupId != null && db.Backups.Any(backup => backup.Id == hold.BackupId && backup.PolicyId == policyId))
            .Select(hold => new { hold.BackupId, hold.Reason, hold.ByName, hold.At }).ToListAsync(ct);
        var held = holds.ToLookup(hold => hold.BackupId, hold => $"a hold by {hold.ByName} since {RetentionWords.At(hold.At)}: {hold.Reason}");
        var failed = await FailedAsync(db, policyId, ct);
        return
        [
            .. rows.Select(row => new CandidateBackup(row.Id, row.ConsistentAt, row.DependsOn, [.. held[row.Id]],
            [
                .. row.Copies.Select(copy => new CandidateCopy(copy.StoreId, copy.State, copy.VerifiedLevel, failed.Contains((row.Id, copy.StoreId)))
                {
                    LockedUntil = copy.LockedUntil, DeletableAt = copy.DeletableAt,
                }),
            ])),
        ];
    }

    // "Not verifiable here" says nothing about the backup, so the verdict before it stands.
    private static async Task<HashSet<(Guid Backup, Guid Store)>> FailedAsync(DrDbContext db, Guid policyId, CancellationToken ct)
    {
        var last = await db.Verifications.AsNoTracking()
            .Where(run => (run.Verdict == Verdict.Pass || run.Verdict == Verdict.Fail) && db.Backups.Any(backup => backup.Id == run.BackupId && backup.PolicyId == policyId && backup.RemovedAt == null))
            .GroupBy(run => new { run.BackupId, run.StoreId })
            .Select(runs => runs.OrderByDescending(run => run.EndedAt).Select(run => new { run.BackupId, run.StoreId, run.Verdict }).First())
            .ToListAsync(ct);
        return [.. last.Where(run => run.Verdict == Verdict.Fail).Select(run => (run.BackupId, run.StoreId))];
    }

    private static async Task<DateTimeOffset?> FailingSinceAsync(DrDbContext db, Guid policyId, CancellationToken ct)
    {
        var succeeded = await db.BackupRuns.Where(run => run.PolicyId == policyId && Successes.Contains(run.State)).MaxAsync(run => (DateTimeOffset?)run.ScheduledFor, ct);
        return await db.BackupRuns.Where(run => run.PolicyId == policyId && Failures.Contains(run.State) && (succeeded == null || run.ScheduledFor > succeeded))
            .MinAsync(run => (DateTimeOffset?)run.ScheduledFor, ct);
    }

    private static async Task<IReadOnlyDictionary<Guid, int>> RemovedLatelyAsync(DrDbContext db, Guid policyId, DateTimeOffset now, CancellationToken ct) =>
        await db.DeletionReceipts.Where(receipt => receipt.At > now.AddDays(-1) && db.Backups.Any(backup => backup.Id == receipt.BackupId && backup.PolicyId == policyId))
            .GroupBy(receipt => receipt.StoreId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
}
