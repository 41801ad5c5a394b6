using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Restoring;

/// <summary>Which copies of a backup can be read, the best first: from a store that answers, proven by a restore, on this machine's own disks, newest proof.</summary>
internal static class CopyChoice
{
    public static async Task<IReadOnlyList<RestorableCopy>> OfAsync(DrDbContext db, Guid backupId, CancellationToken ct)
    {
        var copies = await db.BackupCopies.AsNoTracking().Where(copy => copy.BackupId == backupId && copy.State == CopyState.Present)
            .Join(db.Stores, copy => copy.StoreId, store => store.Id, (copy, store) => new { copy.StoreId, store.Name, store.Site, store.Url, IsHealthy = store.FaultSince == null, copy.ProvenAt })
            .ToListAsync(ct);
        return [.. copies
            .OrderByDescending(copy => copy.IsHealthy).ThenByDescending(copy => copy.ProvenAt is not null)
            .ThenByDescending(copy => copy.Url.StartsWith("file:", StringComparison.Ordinal)).ThenByDescending(copy => copy.ProvenAt).ThenBy(copy => copy.Name, StringComparer.Ordinal)
            .Select(copy => new RestorableCopy(copy.StoreId, copy.Name, copy.Site, copy.IsHealthy, copy.ProvenAt))];
    }
}
