using DrConsole.Backups;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Wal;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Reports.Metrics;

/// <summary>What is counted over everything that the database has. The evidence knows the last runs and backups only; a counter must not forget.</summary>
internal static class EverMetrics
{
    private const string Runs = "drc_backup_runs_total";
    private const string LastPass = "drc_verify_last_pass_timestamp_seconds";
    private const string Examined = "drc_verify_total";
    private const string Gaps = "drc_wal_gap_total";
    private const string Copies = "drc_copies";
    private static readonly RunState[] Open = [RunState.Waiting, RunState.Running];

    public static async Task WriteAsync(PrometheusText text, DrDbContext db, IReadOnlyList<SourceEvidence> sources, CancellationToken ct)
    {
        await WriteRunsAsync(text, db, sources, ct);
        await WriteExaminationsAsync(text, db, sources, ct);
        await WriteGapsAsync(text, db, sources, ct);
        await WriteCopiesAsync(text, db, sources, ct);
    }

    private static async Task WriteRunsAsync(PrometheusText text, DrDbContext db, IReadOnlyList<SourceEvidence> sources, CancellationToken ct)
    {
        var counts = (await db.BackupRuns.Where(run => !Open.Contains(run.State)).GroupBy(run => new { run.PolicyId, run.State })
            .Select(group => new { group.Key.PolicyId, group.Key.State, Count = group.Count() }).ToListAsync(ct)).ToLookup(row => row.PolicyId);
        text.Family(Runs, "counter", "Runs of the policy by how they ended.");
        foreach (var source in sources)
        {
            foreach (var row in counts[source.Policy.PolicyId].OrderBy(row => row.State))
            {
                text.Sample(Runs, row.Count, [.. MetricText.Labels(source), ("state", MetricText.Word(row.State))]);
            }
        }
    }

    private static async Task WriteExaminationsAsync(PrometheusText text, DrDbContext db, IReadOnlyList<SourceEvidence> sources, CancellationToken ct)
    {
        var ended = (await (from run in db.Verifications
                            join backup in db.Backups on run.BackupId equals backup.Id
                            where backup.PolicyId != null && run.State == VerificationState.Ended && run.Verdict != null
                            group run by new { PolicyId = backup.PolicyId!.Value, run.Level, Verdict = run.Verdict!.Value } into same
                            select new { same.Key.PolicyId, same.Key.Level, same.Key.Verdict, At = same.Max(run => run.EndedAt), Count = same.Count() }).ToListAsync(ct)).ToLookup(row => row.PolicyId);
        text.Family(LastPass, "gauge", "When a backup of the policy last passed an examination of that level.");
        foreach (var source in sources)
        {
            foreach (var row in ended[source.Policy.PolicyId].Where(row => row.Verdict == Verdict.Pass).OrderBy(row => row.Level))
            {
                text.Sample(LastPass, row.At?.ToUnixTimeSeconds(), [.. MetricText.Labels(source), ("level", MetricText.Word(row.Level))]);
            }
        }

        text.Family(Examined, "counter", "Examinations by level and verdict.");
        foreach (var source in sources)
        {
            foreach (var row in ended[source.Policy.PolicyId].OrderBy(row => row.Level).ThenBy(row => row.Verdict))
            {
                text.Sample(Examined, row.Count, [.. MetricText.Labels(source), ("level", MetricText.Word(row.Level)), ("verdict", MetricText.Word(row.Verdict))]);
            }
        }
    }

    private static async Task WriteGapsAsync(PrometheusText text, DrDbContext db, IReadOnlyList<SourceEvidence> sources, CancellationToken ct)
    {
        var gaps = await WalGaps.CountAsync(db, ct);
        text.Each(Gaps, "Holes in the shipped write-ahead log; nothing recovers across one.", sources, source => gaps.TryGetValue(source.Policy.PolicyId, out var count) ? count : null);
    }

    private static async Task WriteCopiesAsync(PrometheusText text, DrDbContext db, IReadOnlyList<SourceEvidence> sources, CancellationToken ct)
    {
        var copies = (await (from copy in db.BackupCopies
                             join backup in db.Backups on copy.BackupId equals backup.Id
                             join store in db.Stores on copy.StoreId equals store.Id
                             where copy.State == CopyState.Present && backup.PolicyId != null && backup.RemovedAt == null
                             group copy by new { PolicyId = backup.PolicyId!.Value, Site = store.Site ?? store.Name } into places
                             select new { places.Key.PolicyId, places.Key.Site, Count = places.Count() }).ToListAsync(ct)).ToLookup(row => row.PolicyId);
        text.Family(Copies, "gauge", "Backups of the policy that are present at the site.");
        foreach (var source in sources)
        {
            foreach (var row in copies[source.Policy.PolicyId].OrderBy(row => row.Site, StringComparer.Ordinal))
            {
                text.Sample(Copies, row.Count, [.. MetricText.Labels(source), ("site", row.Site)]);
            }
        }
    }
}
