using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Wal;

/// <summary>Counts holes in the log that was shipped, in whichever store they are: nothing recovers from there across one.</summary>
internal static class WalGaps
{
    private const int SegmentBytes = 16 * 1024 * 1024; // PostgreSQL's default, until a base backup says another

    /// <summary>Number of holes for each policy that ships log.</summary>
    public static async Task<IReadOnlyDictionary<Guid, int>> CountAsync(DrDbContext db, CancellationToken ct)
    {
        var rows = await db.WalSegments.AsNoTracking().Where(row => row.StoreIds.Length > 0).ToListAsync(ct);
        var counts = new Dictionary<Guid, int>();
        foreach (var policy in rows.GroupBy(row => row.PolicyId))
        {
            var manifest = await db.Backups.Where(backup => backup.PolicyId == policy.Key && backup.RemovedAt == null).OrderByDescending(backup => backup.ConsistentAt).Select(backup => backup.Manifest).FirstOrDefaultAsync(ct);
            var bytes = SegmentBytesOf(manifest);
            counts[policy.Key] = policy.SelectMany(row => row.StoreIds).Distinct()
                .SelectMany(store => WalContinuity.Examine(WalRows.Outlines(policy.Where(row => row.StoreIds.Contains(store)), "", bytes), []).Gaps)
                .Select(gap => (gap.SystemIdentifier, gap.Timeline, gap.From)).Distinct().Count();
        }

        return counts;
    }

    // A manifest of a newer version must not take every other figure away.
    private static int SegmentBytesOf(string? manifest)
    {
        try
        {
            return (manifest is null ? null : JsonSerializer.Deserialize<Manifest>(manifest, CanonicalJson.Options)?.Facts.Wal?.SegmentBytes) ?? SegmentBytes;
        }
        catch (JsonException)
        {
            return SegmentBytes;
        }
    }
}
