using DrConsole.Backups;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Wal;
using DrConsole.Database;
using DrConsole.Plans.Edit;
using DrConsole.Platform;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;
using BackupPolicy = DrConsole.Backups.Policies.BackupPolicy;

namespace DrConsole.Reports;

/// <summary>
/// What the backup engine shows to Prometheus, read from the database at each scrape: every node says the same, and a dead scheduler cannot freeze it.
/// Names are described in docs/operations/monitoring.md, which ships alert rules for them.
/// </summary>
public sealed class BackupMetrics(IDbContextFactory<DrDbContext> contexts, TimeProvider clock)
{
    private static readonly RunState[] Good = [RunState.Succeeded, RunState.Degraded];
    private static readonly RunState[] Bad = [RunState.Failed, RunState.Interrupted, RunState.Missed];

    /// <summary>All families as text.</summary>
    public async Task<string> WriteAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var text = new PrometheusText();
        var policies = await db.BackupPolicies.AsNoTracking().Where(policy => policy.DeletedAt == null).OrderBy(policy => policy.Source).ToListAsync(ct);
        await WriteRunsAsync(text, db, policies, ct);
        await WriteBackupsAsync(text, db, policies, ct);
        await WriteProofsAsync(text, db, policies, ct);
        await WriteWalAsync(text, db, policies, ct);
        await WriteConsoleAsync(text, db, ct);
        return text.ToString();
    }

    private static async Task WriteRunsAsync(PrometheusText text, DrDbContext db, List<BackupPolicy> policies, CancellationToken ct)
    {
        var counts = await db.BackupRuns.GroupBy(run => new { run.PolicyId, run.State }).Select(group => new { group.Key.PolicyId, group.Key.State, Count = group.Count() }).ToListAsync(ct);
        var failing = await db.BackupPolicies.Select(policy => new
        {
            policy.Id,
            Count = db.BackupRuns.Count(run => run.PolicyId == policy.Id && Bad.Contains(run.State)
                && !db.BackupRuns.Any(later => later.PolicyId == policy.Id && Good.Contains(later.State) && later.ScheduledFor > run.ScheduledFor)),
        }).ToDictionaryAsync(row => row.Id, row => row.Count, ct);

        text.Family("backup_job_failure_count", "gauge", "Runs of the policy that failed or did not happen since its last good one; 0 is well.");
        policies.ForEach(policy => text.Sample("backup_job_failure_count", failing.GetValueOrDefault(policy.Id), Labels(policy)));
        text.Family("drc_backup_runs_total", "counter", "Runs of the policy by how they ended.");
        foreach (var policy in policies)
        {
            foreach (var row in counts.Where(row => row.PolicyId == policy.Id).OrderBy(row => row.State))
            {
                text.Sample("drc_backup_runs_total", row.Count, [.. Labels(policy), ("state", Word(row.State))]);
            }
        }

        Objectives(text, policies);
    }

    private static void Objectives(PrometheusText text, List<BackupPolicy> policies)
    {
        text.Family("drc_rpo_objective_seconds", "gauge", "Recovery point objective of the policy.");
        policies.ForEach(policy => text.Sample("drc_rpo_objective_seconds", policy.RpoMinutes * 60, Labels(policy)));
        text.Family("drc_rto_objective_seconds", "gauge", "Recovery time objective of the policy.");
        policies.ForEach(policy => text.Sample("drc_rto_objective_seconds", policy.RtoMinutes * 60, Labels(policy)));
        text.Family("drc_schedule_expected_interval_seconds", "gauge", "Longest time between two instants of the policy's schedule.");
        policies.ForEach(policy => text.Sample("drc_schedule_expected_interval_seconds", policy.Cron is { } cron ? CronSchedule.LongestGap(cron) * 60 : null, Labels(policy)));
        text.Family("drc_policy_enabled", "gauge", "1 while the policy is carried out.");
        policies.ForEach(policy => text.Sample("drc_policy_enabled", policy.IsEnabled ? 1 : 0, Labels(policy)));
    }

    private async Task WriteBackupsAsync(PrometheusText text, DrDbContext db, List<BackupPolicy> policies, CancellationToken ct)
    {
        var newest = await db.Backups.AsNoTracking().Where(backup => backup.PolicyId != null && backup.RemovedAt == null
                && !db.Backups.Any(later => later.PolicyId == backup.PolicyId && later.RemovedAt == null && later.ConsistentAt > backup.ConsistentAt))
            .Select(backup => new { PolicyId = backup.PolicyId!.Value, backup.ConsistentAt, backup.StartedAt, backup.CompletedAt, backup.PlainBytes, backup.StoredBytes }).ToListAsync(ct);
        var byPolicy = newest.GroupBy(row => row.PolicyId).ToDictionary(group => group.Key, group => group.First());
        var proven = await db.Backups.Where(backup => backup.PolicyId != null && backup.RemovedAt == null && backup.ProvenAt != null)
            .GroupBy(backup => backup.PolicyId!.Value).Select(group => new { group.Key, At = group.Max(backup => backup.ConsistentAt) }).ToDictionaryAsync(row => row.Key, row => row.At, ct);
        var copies = await (from copy in db.BackupCopies
                            join backup in db.Backups on copy.BackupId equals backup.Id
                            join store in db.Stores on copy.StoreId equals store.Id
                            where copy.State == CopyState.Present && backup.PolicyId != null
                            group copy by new { PolicyId = backup.PolicyId!.Value, Site = store.Site ?? store.Name } into places
                            select new { places.Key.PolicyId, places.Key.Site, Count = places.Count() }).ToListAsync(ct);

        text.Family("drc_backup_last_success_timestamp_seconds", "gauge", "When the newest complete backup was completed.");
        policies.ForEach(policy => text.Sample("drc_backup_last_success_timestamp_seconds", byPolicy.GetValueOrDefault(policy.Id)?.CompletedAt.ToUnixTimeSeconds(), Labels(policy)));
        text.Family("drc_backup_last_duration_seconds", "gauge", "How long the newest complete backup took.");
        policies.ForEach(policy => text.Sample("drc_backup_last_duration_seconds", byPolicy.TryGetValue(policy.Id, out var row) ? (row.CompletedAt - row.StartedAt).TotalSeconds : null, Labels(policy)));
        text.Family("drc_backup_last_size_bytes", "gauge", "Size of the newest complete backup, as the source wrote it and as it is stored.");
        foreach (var policy in policies)
        {
            text.Sample("drc_backup_last_size_bytes", byPolicy.GetValueOrDefault(policy.Id)?.PlainBytes, [.. Labels(policy), ("form", "plain")]);
            text.Sample("drc_backup_last_size_bytes", byPolicy.GetValueOrDefault(policy.Id)?.StoredBytes, [.. Labels(policy), ("form", "stored")]);
        }

        text.Family("drc_recovery_point_age_seconds", "gauge", "Age of the newest recovery point: complete, or proven by a restore. Without any there is no sample.");
        foreach (var policy in policies)
        {
            text.Sample("drc_recovery_point_age_seconds", byPolicy.TryGetValue(policy.Id, out var row) ? Age(row.ConsistentAt) : null, [.. Labels(policy), ("level", "complete")]);
            text.Sample("drc_recovery_point_age_seconds", proven.TryGetValue(policy.Id, out var at) ? Age(at) : null, [.. Labels(policy), ("level", "proven")]);
        }

        text.Family("drc_copies", "gauge", "Backups of the policy that are present at the site.");
        foreach (var policy in policies)
        {
            foreach (var row in copies.Where(row => row.PolicyId == policy.Id).OrderBy(row => row.Site, StringComparer.Ordinal))
            {
                text.Sample("drc_copies", row.Count, [.. Labels(policy), ("site", row.Site)]);
            }
        }
    }

    private static async Task WriteProofsAsync(PrometheusText text, DrDbContext db, List<BackupPolicy> policies, CancellationToken ct)
    {
        var ended = await (from run in db.Verifications
                           join backup in db.Backups on run.BackupId equals backup.Id
                           where backup.PolicyId != null && run.State == VerificationState.Ended
                           group run by new { PolicyId = backup.PolicyId!.Value, run.Level, run.Verdict } into same
                           select new { same.Key.PolicyId, same.Key.Level, same.Key.Verdict, At = same.Max(run => run.EndedAt), Count = same.Count() }).ToListAsync(ct);
        text.Family("drc_verify_last_pass_timestamp_seconds", "gauge", "When a backup of the policy last passed an examination of that level.");
        foreach (var policy in policies)
        {
            foreach (var row in ended.Where(row => row.PolicyId == policy.Id && row.Verdict == Verdict.Pass).OrderBy(row => row.Level))
            {
                text.Sample("drc_verify_last_pass_timestamp_seconds", row.At?.ToUnixTimeSeconds(), [.. Labels(policy), ("level", Word(row.Level))]);
            }
        }

        text.Family("drc_verify_total", "counter", "Examinations by level and verdict.");
        foreach (var policy in policies)
        {
            foreach (var row in ended.Where(row => row.PolicyId == policy.Id).OrderBy(row => row.Level).ThenBy(row => row.Verdict))
            {
                text.Sample("drc_verify_total", row.Count, [.. Labels(policy), ("level", Word(row.Level)), ("verdict", Word(row.Verdict!.Value))]);
            }
        }
    }

    private async Task WriteWalAsync(PrometheusText text, DrDbContext db, List<BackupPolicy> policies, CancellationToken ct)
    {
        var shipped = await db.WalSegments.GroupBy(segment => segment.PolicyId).Select(group => new { group.Key, At = group.Max(segment => segment.CoversUntil) }).ToDictionaryAsync(row => row.Key, row => row.At, ct);
        text.Family("drc_wal_archive_lag_seconds", "gauge", "Age of the newest shipped write-ahead log.");
        policies.ForEach(policy => text.Sample("drc_wal_archive_lag_seconds", shipped.TryGetValue(policy.Id, out var at) ? Age(at) : null, Labels(policy)));
        var gaps = await WalGaps.CountAsync(db, ct);
        text.Family("drc_wal_gap_total", "gauge", "Holes in the shipped write-ahead log; nothing recovers across one.");
        policies.ForEach(policy => text.Sample("drc_wal_gap_total", gaps.TryGetValue(policy.Id, out var count) ? count : null, Labels(policy)));
    }

    private static async Task WriteConsoleAsync(PrometheusText text, DrDbContext db, CancellationToken ct)
    {
        text.Family("drc_store_up", "gauge", "1 while the store did what it was last asked.");
        var stores = await db.Stores.AsNoTracking().Where(store => store.RetiredAt == null).OrderBy(store => store.Name).Select(store => new { store.Name, store.Site, store.FaultSince }).ToListAsync(ct);
        stores.ForEach(store => text.Sample("drc_store_up", store.FaultSince is null ? 1 : 0, ("store", store.Name), ("site", store.Site)));
        text.Family("drc_alarm_open", "gauge", "Open alarms of the console by kind and subject.");
        var alarms = await db.Alarms.AsNoTracking().Where(alarm => alarm.ClearedAt == null).OrderBy(alarm => alarm.Kind).ThenBy(alarm => alarm.Subject).Select(alarm => new { alarm.Kind, alarm.Subject }).ToListAsync(ct);
        alarms.ForEach(alarm => text.Sample("drc_alarm_open", 1, ("kind", Word(alarm.Kind)), ("subject", alarm.Subject)));
        text.Family("drc_alarms_total", "counter", "Alarms ever raised by kind.");
        var raised = await db.Alarms.GroupBy(alarm => alarm.Kind).Select(group => new { group.Key, Count = group.Count() }).OrderBy(row => row.Key).ToListAsync(ct);
        raised.ForEach(row => text.Sample("drc_alarms_total", row.Count, ("kind", Word(row.Key))));
        var nodes = await db.Nodes.AsNoTracking().OrderBy(node => node.Id).ToListAsync(ct);
        text.Family("drc_node_seen_timestamp_seconds", "gauge", "When the node last reported itself.");
        nodes.ForEach(node => text.Sample("drc_node_seen_timestamp_seconds", node.SeenAt.ToUnixTimeSeconds(), ("node", node.Id)));
        text.Family("drc_scheduler_seen_timestamp_seconds", "gauge", "When the node's scheduler last woke.");
        nodes.ForEach(node => text.Sample("drc_scheduler_seen_timestamp_seconds", node.SchedulerSeenAt?.ToUnixTimeSeconds(), ("node", node.Id)));
        text.Family("drc_node_clock_skew_seconds", "gauge", "The node's clock minus the database's.");
        nodes.ForEach(node => text.Sample("drc_node_clock_skew_seconds", node.ClockSkewSeconds, ("node", node.Id)));
    }

    private static (string Name, string? Value)[] Labels(BackupPolicy policy) => [("policy", policy.Source), ("system", policy.SystemName)];

    private static string Word<T>(T value) where T : struct, Enum => string.Concat(value.ToString().Select((letter, i) => char.IsUpper(letter) ? $"{(i == 0 ? "" : "_")}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    private double Age(DateTimeOffset instant) => Math.Max(0, (clock.GetUtcNow() - instant).TotalSeconds);
}
