using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Policies;

/// <summary>Up to which scheduled instant each policy's runs have begun, from the run table alone.</summary>
internal static class Coverage
{
    /// <summary>How much later than due a run may begin before it counts as late: a node has to wake, take it, and may have two others to do first.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The newest scheduled instant whose run has begun, or that a run which has begun makes good; no entry where there is none.</summary>
    public static async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> BegunUpToAsync(DrDbContext db, CancellationToken ct)
    {
        var begun = await db.Database.SqlQuery<Begun>(
            $"""
            SELECT policy_id AS "PolicyId", max(at) AS "UpTo" FROM (
                SELECT policy_id, scheduled_for AS at FROM backup_run WHERE trigger IN ('Schedule', 'CatchUp') AND state NOT IN ('Waiting', 'Missed')
                UNION ALL SELECT policy_id, unnest(catches_up) FROM backup_run WHERE state NOT IN ('Waiting', 'Missed')) begun
            GROUP BY policy_id
            """).ToListAsync(ct);
        return begun.ToDictionary(row => row.PolicyId, row => row.UpTo);
    }

    /// <summary>When the oldest run that should have begun by now and has not was to begin; null while nothing is late.</summary>
    public static DateTimeOffset? LateSince(BackupPolicy policy, DateTimeOffset? begunUpTo, DateTimeOffset now)
    {
        var since = begunUpTo > policy.ScheduledSince ? begunUpTo.Value : policy.ScheduledSince;
        var first = DueInstants.Of(policy).Between(since, now).FirstOrDefault();
        return first is not null && first.StartsAt + Tolerance <= now ? first.StartsAt : null;
    }

    private sealed record Begun(Guid PolicyId, DateTimeOffset UpTo);
}
