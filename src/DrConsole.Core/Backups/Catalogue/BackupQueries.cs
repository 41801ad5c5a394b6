using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Catalogue;

/// <summary>Reads of backups from PostgreSQL; no store is asked.</summary>
public sealed class BackupQueries(IDbContextFactory<DrDbContext> contexts) : IBackupQueries
{
    /// <inheritdoc/>
    public async Task<BackupCounts> CountsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var backups = db.Backups.AsNoTracking().Where(backup => backup.RemovedAt == null);
        return new(
            await db.BackupPolicies.CountAsync(policy => policy.DeletedAt == null, ct), await db.Stores.CountAsync(store => store.RetiredAt == null, ct),
            await backups.CountAsync(ct), await backups.CountAsync(backup => backup.ProvenAt != null, ct));
    }
}
