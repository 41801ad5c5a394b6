using DrConsole.Backups.Wal;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Catalogue;

/// <summary>Reads what can be restored over time.</summary>
internal static class TimelineRead
{
    private const int MostPoints = 5000;

    public static async Task<IReadOnlyList<SourceTimeline>> ReadAsync(DrDbContext db, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var backups = await db.Backups.AsNoTracking()
            .Where(backup => backup.RemovedAt == null && backup.ConsistentAt >= from && backup.ConsistentAt <= to && backup.Copies.Any(copy => copy.State == CopyState.Present))
            .OrderByDescending(backup => backup.ConsistentAt).Take(MostPoints)
            .Select(backup => new
            {
                backup.Source, backup.SourceKind, backup.SystemName, backup.PolicyId, PolicyName = db.BackupPolicies.Where(policy => policy.Id == backup.PolicyId).Select(policy => policy.Name).FirstOrDefault(),
                Point = new TimelinePoint(
                    backup.Id, backup.ConsistentAt, backup.VerifiedLevel, backup.ProvenAt,
                    backup.Copies.Count(copy => copy.State == CopyState.Present), backup.Copies.Count(copy => copy.State == CopyState.Missing || copy.State == CopyState.Damaged)),
            }).ToListAsync(ct);
        var windows = await WindowsAsync(db, from, to, ct);
        return
        [
            .. backups.GroupBy(backup => backup.Source, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
            {
                var any = group.First();
                return new SourceTimeline(
                    group.Key, any.SourceKind, any.SystemName, any.PolicyId, any.PolicyName, [.. group.Select(backup => backup.Point).OrderBy(point => point.At)],
                    any.PolicyId is { } policy ? windows.GetValueOrDefault(policy, []) : []);
            }),
        ];
    }

    // Each base backup opens a window that ends where the next one opens its own, or where the shipped log ends.
    private static async Task<Dictionary<Guid, IReadOnlyList<TimelineWindow>>> WindowsAsync(DrDbContext db, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var result = new Dictionary<Guid, IReadOnlyList<TimelineWindow>>();
        foreach (var (policy, until) in await WalCovered.ReadAsync(db, ct))
        {
            var bases = await db.Backups.Where(backup => backup.PolicyId == policy && backup.RemovedAt == null && backup.ConsistentAt <= to && backup.Copies.Any(copy => copy.State == CopyState.Present))
                .OrderBy(backup => backup.ConsistentAt).Select(backup => new { backup.Id, backup.ConsistentAt, backup.ProvenAt }).ToListAsync(ct);
            var windows = bases.Select((start, index) => new TimelineWindow(start.Id, start.ConsistentAt, index + 1 < bases.Count ? bases[index + 1].ConsistentAt : until, start.ProvenAt is not null));
            result[policy] = [.. windows.Where(window => window.Until > window.From && window.Until >= from)];
        }

        return result;
    }
}
