using DrConsole.Backups;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Stores;

/// <inheritdoc cref="IStoreQueries"/>
internal sealed class StoreQueries(IDbContextFactory<DrDbContext> contexts) : IStoreQueries
{
    public async Task<IReadOnlyList<StoreRow>> ListAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await RowsAsync(db, db.Stores, ct);
    }

    public async Task<StoreReport?> ReadAsync(Guid storeId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await RowsAsync(db, db.Stores.Where(store => store.Id == storeId), ct) is not [var row])
        {
            return null;
        }

        var policies = await db.BackupPolicies.AsNoTracking().Where(policy => policy.DeletedAt == null && policy.StoreIds.Contains(storeId)).OrderBy(policy => policy.Name).Select(policy => policy.Name).ToListAsync(ct);
        var custody = await db.CustodyEntries.AsNoTracking().Where(entry => entry.StoreId == storeId).OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
            .Select(entry => new CustodyRow(entry.Id, entry.Label, entry.Act, entry.Place, entry.Remark, entry.ByName, entry.At)).ToListAsync(ct);
        return new(row, policies, custody) { Violations = [.. (await Residency.ViolationsAsync(db, ct)).Where(violation => violation.StoreId == storeId)] };
    }

    public async Task<IReadOnlyList<MediumRow>> RotationAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var media = await RowsAsync(db, db.Stores.Where(store => store.IsRemovable && store.RetiredAt == null), ct);
        var custody = await db.CustodyEntries.AsNoTracking().Where(entry => db.Stores.Any(store => store.Id == entry.StoreId && store.RetiredAt == null)).OrderBy(entry => entry.At).ThenBy(entry => entry.Id).ToListAsync(ct);
        return Rotation.Of(media, custody.ToLookup(entry => entry.StoreId), await Rotation.DaysAsync(db, ct));
    }

    public async Task<IReadOnlyList<PolicyCopies>> CopiesAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var stores = await RowsAsync(db, db.Stores, ct);
        var policies = await db.BackupPolicies.AsNoTracking().Where(policy => policy.DeletedAt == null).OrderBy(policy => policy.Name)
            .Select(policy => new { policy.Id, policy.Name, policy.StoreIds, policy.LockDays }).ToListAsync(ct);
        return [.. policies.Select(policy => new PolicyCopies(policy.Id, policy.Name, CopySpread.Of([.. stores.Where(store => policy.StoreIds.Contains(store.Id))], policy.LockDays > 0)))];
    }

    private static async Task<IReadOnlyList<StoreRow>> RowsAsync(DrDbContext db, IQueryable<StoreRecord> stores, CancellationToken ct)
    {
        var rows = await stores.AsNoTracking().OrderBy(store => store.RetiredAt != null).ThenBy(store => store.Name)
            .Select(store => new
            {
                Store = store,
                Copies = db.BackupCopies.Count(copy => copy.StoreId == store.Id && copy.State == CopyState.Present),
                Bytes = db.BackupCopies.Where(copy => copy.StoreId == store.Id && copy.State == CopyState.Present).Join(db.Backups, copy => copy.BackupId, backup => backup.Id, (_, backup) => backup.StoredBytes).Sum(),
            })
            .ToListAsync(ct);
        return [.. rows.Select(row => new StoreRow(
            row.Store.Id, row.Store.Name, row.Store.Url, row.Store.IsRemovable, row.Store.Site, row.Store.AccessKeyId, row.Store.SealedSecret != null, StoreForm.Facts(row.Store),
            row.Store.LastGoodAt, row.Store.Fault, row.Store.FaultSince, row.Store.CreatedAt, row.Store.RetiredAt, row.Copies, row.Bytes))];
    }
}
