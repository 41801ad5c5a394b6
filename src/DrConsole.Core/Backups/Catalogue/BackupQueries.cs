using DrConsole.Backups.Retention;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Catalogue;

/// <summary>Reads of backups from PostgreSQL.</summary>
public sealed class BackupQueries(IDbContextFactory<DrDbContext> contexts) : IBackupQueries
{
    private const int MostRows = 200;

    /// <inheritdoc/>
    public async Task<BackupList> ListAsync(BackupFilter filter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var take = Math.Clamp(filter.Take, 1, MostRows);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var ordered = Filtered(db, filter).OrderByDescending(backup => backup.ConsistentAt).ThenByDescending(backup => backup.Id).Take(take + 1);
        var rows = await BackupRows.ReadAsync(db, ordered, ct);
        return new([.. rows.Take(take)], rows.Count > take);
    }

    /// <inheritdoc/>
    public async Task<BackupDetail?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await BackupDetailRead.FindAsync(db, id, ct);
    }

    /// <inheritdoc/>
    public async Task<BackupChoices> ChoicesAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return new(
            await db.Backups.Select(backup => backup.Source).Distinct().Order().ToListAsync(ct),
            await db.BackupPolicies.Where(policy => policy.DeletedAt == null).OrderBy(policy => policy.Name).Select(policy => new NamedId(policy.Id, policy.Name)).ToListAsync(ct),
            await db.Stores.OrderBy(store => store.Name).Select(store => new NamedId(store.Id, store.Name)).ToListAsync(ct));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SourceTimeline>> TimelineAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await TimelineRead.ReadAsync(db, from, to, ct);
    }

    private static IQueryable<Backup> Filtered(DrDbContext db, BackupFilter filter)
    {
        var backups = db.Backups.AsNoTracking();
        backups = filter.WithRemoved ? backups : backups.Where(backup => backup.RemovedAt == null);
        backups = filter.Source is { } source ? backups.Where(backup => backup.Source == source) : backups;
        backups = filter.PolicyId is { } policy ? backups.Where(backup => backup.PolicyId == policy) : backups;
        backups = filter.StoreId is { } store ? backups.Where(backup => backup.Copies.Any(copy => copy.StoreId == store && copy.State != CopyState.Deleted)) : backups;
        backups = filter.After is { } place
            ? backups.Where(backup => backup.ConsistentAt < place.ConsistentAt || (backup.ConsistentAt == place.ConsistentAt && backup.Id.CompareTo(place.Id) < 0))
            : backups;
        return filter.Proof switch
        {
            BackupProof.Proven => backups.Where(backup => backup.ProvenAt != null),
            BackupProof.Unproven => backups.Where(backup => backup.ProvenAt == null),
            BackupProof.Incomplete => backups.Where(backup => backup.Copies.Any(copy => copy.State == CopyState.Missing || copy.State == CopyState.Damaged)),
            BackupProof.Held => backups.Where(backup => OpenHolds(db).Any(hold => hold.BackupId == backup.Id || (hold.BackupId == null && hold.SystemName == backup.SystemName))),
            _ => backups,
        };
    }

    private static IQueryable<BackupHold> OpenHolds(DrDbContext db) => db.BackupHolds.Where(hold => hold.ReleasedAt == null);
}
