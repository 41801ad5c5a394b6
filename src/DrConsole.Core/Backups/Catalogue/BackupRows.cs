using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Catalogue;

/// <summary>Reads backups as rows with their copies: one query for the backups and one for the copies, never the manifests, which may be long.</summary>
internal static class BackupRows
{
    public static async Task<IReadOnlyList<BackupRow>> ReadAsync(DrDbContext db, IQueryable<Backup> backups, CancellationToken ct)
    {
        var rows = await backups.Select(backup => new BackupRow(
            backup.Id, backup.Source, backup.SourceKind, backup.SystemName, backup.PolicyId, db.BackupPolicies.Where(policy => policy.Id == backup.PolicyId).Select(policy => policy.Name).FirstOrDefault(),
            backup.ConsistentAt, backup.CompletedAt, backup.PlainBytes, backup.StoredBytes, backup.VerifiedLevel, backup.ProvenAt, backup.RemovedAt,
            db.BackupHolds.Any(hold => hold.ReleasedAt == null && (hold.BackupId == backup.Id || (hold.BackupId == null && hold.SystemName == backup.SystemName))),
            Array.Empty<CopyRow>())).ToListAsync(ct);
        var ids = rows.ConvertAll(row => row.Id);
        var copies = await db.BackupCopies.AsNoTracking().Where(copy => ids.Contains(copy.BackupId))
            .Join(db.Stores, copy => copy.StoreId, store => store.Id, (copy, store) => new
            {
                copy.BackupId,
                Row = new CopyRow(
                    store.Id, store.Name, store.Site, copy.State, copy.CheckedAt, copy.VerifiedLevel, copy.VerifiedAt, copy.ProvenAt, copy.Fault, copy.LockedUntil, copy.DeletableAt) { StoreUrl = store.Url },
            }).ToListAsync(ct);
        var perBackup = copies.ToLookup(copy => copy.BackupId, copy => copy.Row);
        return rows.ConvertAll(row => row with { Copies = [.. perBackup[row.Id].OrderBy(copy => copy.StoreName, StringComparer.OrdinalIgnoreCase)] });
    }
}
