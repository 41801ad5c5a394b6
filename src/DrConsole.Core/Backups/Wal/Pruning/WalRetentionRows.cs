using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Retention;
using DrConsole.Backups.Sources;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;
using BackupPolicy = DrConsole.Backups.Policies.BackupPolicy;

namespace DrConsole.Backups.Wal.Pruning;

/// <summary>Reads from the database what decides about a policy's log, store by store.</summary>
internal static class WalRetentionRows
{
    private const int SegmentBytes = 16 * 1024 * 1024; // PostgreSQL's default, where no base backup says another

    /// <summary>A case for each store that holds log of the policy; none for a policy of another kind.</summary>
    public static async Task<IReadOnlyList<WalRetentionCase>> ReadAsync(DrDbContext db, BackupPolicy policy, RetentionCase backups, CancellationToken ct)
    {
        if (policy.SettingsOf() is not PostgresPhysicalSettings)
        {
            return [];
        }

        var rows = await db.WalSegments.AsNoTracking().Where(row => row.PolicyId == policy.Id).ToListAsync(ct);
        var bases = await BasesAsync(db, policy.Id, ct);
        var cases = new List<WalRetentionCase>();
        foreach (var store in rows.SelectMany(row => row.StoreIds).Distinct().Order())
        {
            var state = await StateAsync(db, policy.Id, store, ct);
            cases.Add(new()
            {
                StoreId = store, Now = backups.Now, Freezes = backups.Freezes, Stops = RetentionStops.Of(backups), Grace = backups.Grace, Marks = state.Marks,
                RemovedLately = state.Removed.Where(removed => removed.At > backups.Now.AddDays(-1)).Sum(removed => removed.Count),
                Pieces = [.. rows.Where(row => row.StoreIds.Contains(store)).Select(row => PieceOf(row, bases)).OfType<WalPiece>()],
                Bases = [.. backups.Backups.SelectMany(backup => backup.Copies.Where(copy => copy.StoreId == store && copy.State != CopyState.Deleted && bases.ContainsKey(backup.Id))
                    .Select(copy => new WalBase(bases[backup.Id].Point, copy.Passed(backups.SurvivorLevel))))],
            });
        }

        return cases;
    }

    /// <summary>What retention remembers of the log in one store.</summary>
    public static async Task<WalRetentionState> StateAsync(DrDbContext db, Guid policyId, Guid storeId, CancellationToken ct)
    {
        var key = WalRetentionState.Key(policyId, storeId);
        var text = await db.Settings.AsNoTracking().Where(setting => setting.Key == key).Select(setting => setting.Value).SingleOrDefaultAsync(ct);
        return text is null ? new([], []) : WalRetentionState.Parse(text);
    }

    private static async Task<Dictionary<Guid, (BasePoint Point, int SegmentBytes)>> BasesAsync(DrDbContext db, Guid policyId, CancellationToken ct)
    {
        var manifests = await db.Backups.AsNoTracking().Where(backup => backup.PolicyId == policyId && backup.RemovedAt == null).Select(backup => new { backup.Id, backup.Manifest }).ToListAsync(ct);
        return manifests.Select(row => (row.Id, Manifest: JsonSerializer.Deserialize<Manifest>(row.Manifest, CanonicalJson.Options)!)).Where(row => row.Manifest.Facts.Wal is not null)
            .ToDictionary(row => row.Id, row => (BasePoint.Of(row.Manifest)! with { BackupId = row.Id }, row.Manifest.Facts.Wal!.SegmentBytes));
    }

    private static WalPiece? PieceOf(WalSegment row, Dictionary<Guid, (BasePoint Point, int SegmentBytes)> bases)
    {
        var bytes = bases.Values.Where(known => known.Point.SystemIdentifier == row.SystemIdentifier).Select(known => known.SegmentBytes).FirstOrDefault(SegmentBytes);
        return WalName.TryParse(row.Name, bytes) is { } name ? new(row.SystemIdentifier, name, bytes, row.ShippedAt, row.StoredBytes) : null;
    }
}
