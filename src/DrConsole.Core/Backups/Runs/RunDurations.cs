using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Runs;

/// <summary>How long a policy's runs take.</summary>
internal static class RunDurations
{
    private const int Looked = 20;

    /// <summary>The 95th percentile of its last good runs in seconds; null while there is none.</summary>
    public static async Task<double?> SlowSecondsAsync(DrDbContext db, Guid policyId, CancellationToken ct)
    {
        var spans = await db.BackupRuns.AsNoTracking()
            .Where(run => run.PolicyId == policyId && (run.State == RunState.Succeeded || run.State == RunState.Degraded) && run.StartedAt != null && run.EndedAt != null)
            .OrderByDescending(run => run.ScheduledFor).Take(Looked).Select(run => new { run.StartedAt, run.EndedAt }).ToListAsync(ct);
        var seconds = spans.Select(span => (span.EndedAt - span.StartedAt)!.Value.TotalSeconds).Order().ToList();
        return seconds.Count == 0 ? null : seconds[(int)Math.Ceiling(0.95 * seconds.Count) - 1];
    }
}
