using System.Text.Json;
using DrConsole.Backups;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Wal;
using DrConsole.Database;
using DrConsole.Plans.Edit;
using DrConsole.Platform;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;
using Policy = DrConsole.Backups.Policies.BackupPolicy;

namespace DrConsole.Reports;

/// <summary>Gathers the facts of all policies, each kind of row by one query that takes a limited number per policy.</summary>
internal static class PolicyFactsRead
{
    private const int Points = 30;
    private const int Runs = 30;
    private const int Restores = 20;

    public static async Task<IReadOnlyList<PolicyFacts>> AllAsync(DrDbContext db, IReadOnlyList<OpenAlarm> alarms, DateTimeOffset now, CancellationToken ct)
    {
        var policies = await db.BackupPolicies.AsNoTracking().Where(policy => policy.DeletedAt == null).OrderBy(policy => policy.Name).ToListAsync(ct);
        var points = await PointsAsync(db, ct);
        var proven = await ProvenAsync(db, ct);
        var counts = await CountsAsync(db, ct);
        var runs = await RunsAsync(db, ct);
        var open = await OpenRunsAsync(db, ct);
        var restores = await RestoresAsync(db, ct);
        var wal = await WalAsync(db, ct);
        var recoverable = await WalCovered.ReadAsync(db, ct);
        var begun = await Coverage.BegunUpToAsync(db, ct);
        return
        [
            .. policies.Select(policy =>
            {
                var about = alarms.Where(alarm => alarm.Subject == policy.Id.ToString() || WalCovered.StoreOf(alarm.Subject, policy.Id) is not null).ToList();
                var (all, proved) = counts.GetValueOrDefault(policy.Id);
                DateTimeOffset? shipped = wal.TryGetValue(policy.Id, out var until) ? until : null;
                return Of(policy) with
                {
                    NextDue = DueInstants.Of(policy).After(now).FirstOrDefault()?.StartsAt, LateSince = Coverage.LateSince(policy, begun.TryGetValue(policy.Id, out var upTo) ? upTo : null, now),
                    Newest = points.GetValueOrDefault(policy.Id, []), NewestProven = proven.GetValueOrDefault(policy.Id), BackupCount = all, ProvenCount = proved,
                    Runs = runs.GetValueOrDefault(policy.Id, []), OpenRunId = open.TryGetValue(policy.Id, out var run) ? run : null,
                    Restores = restores.GetValueOrDefault(policy.Id, []), Alarms = about,
                    WalShippedUntil = shipped, WalCoversUntil = recoverable.TryGetValue(policy.Id, out var covered) ? covered : null,
                };
            }),
        ];
    }

    private static PolicyFacts Of(Policy policy)
    {
        var settings = Settings(policy.Settings);
        return new()
        {
            PolicyId = policy.Id, Name = policy.Name, Source = policy.Source, SourceKind = settings?.Kind ?? "unknown", SystemName = policy.SystemName, IsEnabled = policy.IsEnabled, Since = policy.CreatedAt,
            LongestGap = policy.Cron is { } cron && CronSchedule.LongestGap(cron) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            StoreCount = policy.StoreIds.Length, VerifyLevel = policy.VerifyLevel, RestoreTestDays = policy.RestoreTestDays,
            RpoMinutes = policy.RpoMinutes, RtoMinutes = policy.RtoMinutes,
            Data = settings switch
            {
                PostgresSettings { Databases: [] } server => $"postgres {server.Host}:{server.Port}",
                PostgresPhysicalSettings server => $"postgres {server.Host}:{server.Port}",
                _ => policy.Id.ToString(),
            },
        };
    }

    private static SourceSettings? Settings(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SourceSettings>(json, CanonicalJson.Options);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return null; // of a newer console: its backups count, its kind is not known here
        }
    }

    // Whole in at least one store, as far as is known.
    private static IQueryable<Backup> There(DrDbContext db) =>
        db.Backups.Where(backup => backup.PolicyId != null && backup.RemovedAt == null && backup.Copies.Any(copy => copy.State == CopyState.Present));

    private static async Task<Dictionary<Guid, IReadOnlyList<BackupPoint>>> PointsAsync(DrDbContext db, CancellationToken ct)
    {
        var rows = await db.BackupPolicies.SelectMany(
            policy => There(db).Where(backup => backup.PolicyId == policy.Id).OrderByDescending(backup => backup.ConsistentAt).Take(Points),
            (policy, backup) => new
            {
                PolicyId = policy.Id,
                Point = new BackupPoint(backup.Id, backup.ConsistentAt, backup.CompletedAt, backup.PlainBytes, backup.StoredBytes, backup.DependsOn.Length == 0, backup.VerifiedLevel, backup.ProvenAt),
            }).ToListAsync(ct);
        return rows.GroupBy(row => row.PolicyId).ToDictionary(group => group.Key, IReadOnlyList<BackupPoint> (group) => [.. group.Select(row => row.Point).OrderByDescending(point => point.ConsistentAt)]);
    }

    private static async Task<Dictionary<Guid, BackupPoint>> ProvenAsync(DrDbContext db, CancellationToken ct) =>
        (await db.BackupPolicies.SelectMany(
            policy => There(db).Where(backup => backup.PolicyId == policy.Id && backup.ProvenAt != null).OrderByDescending(backup => backup.ConsistentAt).Take(1),
            (policy, backup) => new
            {
                PolicyId = policy.Id,
                Point = new BackupPoint(backup.Id, backup.ConsistentAt, backup.CompletedAt, backup.PlainBytes, backup.StoredBytes, backup.DependsOn.Length == 0, backup.VerifiedLevel, backup.ProvenAt),
            }).ToListAsync(ct)).ToDictionary(row => row.PolicyId, row => row.Point);

    private static async Task<Dictionary<Guid, (int All, int Proven)>> CountsAsync(DrDbContext db, CancellationToken ct) =>
        (await There(db).GroupBy(backup => backup.PolicyId!.Value).Select(group => new { group.Key, All = group.Count(), Proven = group.Count(backup => backup.ProvenAt != null) }).ToListAsync(ct))
        .ToDictionary(row => row.Key, row => (row.All, row.Proven));

    private static async Task<Dictionary<Guid, IReadOnlyList<EndedRun>>> RunsAsync(DrDbContext db, CancellationToken ct)
    {
        var rows = await db.BackupPolicies.SelectMany(
            policy => db.BackupRuns.Where(run => run.PolicyId == policy.Id && (run.EndedAt != null || run.State == RunState.Missed)).OrderByDescending(run => run.ScheduledFor).Take(Runs),
            (policy, run) => new { PolicyId = policy.Id, Run = new EndedRun(run.Id, run.State, run.ScheduledFor, run.StartedAt, run.EndedAt, run.Fault) }).ToListAsync(ct);
        return rows.GroupBy(row => row.PolicyId).ToDictionary(group => group.Key, IReadOnlyList<EndedRun> (group) => [.. group.Select(row => row.Run).OrderByDescending(run => run.ScheduledFor)]);
    }

    private static async Task<Dictionary<Guid, Guid>> OpenRunsAsync(DrDbContext db, CancellationToken ct) =>
        (await db.BackupRuns.Where(run => run.EndedAt == null && run.State != RunState.Missed).Select(run => new { run.PolicyId, run.Id, run.ScheduledFor }).ToListAsync(ct))
        .GroupBy(run => run.PolicyId).ToDictionary(group => group.Key, group => group.MaxBy(run => run.ScheduledFor)!.Id);

    private static async Task<Dictionary<Guid, IReadOnlyList<MeasuredRestore>>> RestoresAsync(DrDbContext db, CancellationToken ct)
    {
        VerificationLevel[] restoring = [VerificationLevel.Restored, VerificationLevel.Content];
        var examined = await db.BackupPolicies.SelectMany(
            policy => db.Verifications.Where(run => run.Verdict == Verdict.Pass && run.Reached != null && restoring.Contains(run.Reached.Value) && run.Report != null)
                .Join(db.Backups.Where(backup => backup.PolicyId == policy.Id), run => run.BackupId, backup => backup.Id, (run, backup) => new { run.EndedAt, backup.PlainBytes, run.Report })
                .OrderByDescending(row => row.EndedAt).Take(Restores),
            (policy, row) => new { PolicyId = policy.Id, row.EndedAt, row.PlainBytes, row.Report }).ToListAsync(ct);
        var asked = await db.BackupPolicies.SelectMany(
            policy => db.Restores.Where(restore => restore.State == RestoreState.Succeeded)
                .Join(db.Backups.Where(backup => backup.PolicyId == policy.Id), restore => restore.BackupId, backup => backup.Id, (restore, backup) => new { restore.EndedAt, backup.PlainBytes, restore.Steps })
                .OrderByDescending(row => row.EndedAt).Take(Restores),
            (policy, row) => new { PolicyId = policy.Id, row.EndedAt, row.PlainBytes, row.Steps }).ToListAsync(ct);
        return examined.Select(row => (row.PolicyId, Restore: new MeasuredRestore(row.EndedAt ?? DateTimeOffset.MinValue, row.PlainBytes, StepsRead.OfReport(row.Report))))
            .Concat(asked.Select(row => (row.PolicyId, Restore: new MeasuredRestore(row.EndedAt ?? DateTimeOffset.MinValue, row.PlainBytes, StepsRead.Of(row.Steps)))))
            .GroupBy(row => row.PolicyId)
            .ToDictionary(group => group.Key, IReadOnlyList<MeasuredRestore> (group) => [.. group.Select(row => row.Restore).OrderByDescending(restore => restore.EndedAt).Take(Restores)]);
    }

    // What was shipped last covers the most: an index finds it, however long the log is.
    private static async Task<Dictionary<Guid, DateTimeOffset>> WalAsync(DrDbContext db, CancellationToken ct) =>
        (await db.BackupPolicies.SelectMany(
            policy => db.WalSegments.Where(segment => segment.PolicyId == policy.Id && segment.StoreIds.Length > 0).OrderByDescending(segment => segment.ShippedAt).Take(1),
            (policy, segment) => new { PolicyId = policy.Id, segment.CoversUntil }).ToListAsync(ct)).ToDictionary(row => row.PolicyId, row => row.CoversUntil);
}
