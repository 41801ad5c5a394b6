using DrConsole.Backups.Policies;
using DrConsole.Backups.Wal.Pruning;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;
using BackupPolicy = DrConsole.Backups.Policies.BackupPolicy;

namespace DrConsole.Backups.Retention;

/// <inheritdoc cref="IRetentionQueries"/>
internal sealed class RetentionQueries(IDbContextFactory<DrDbContext> contexts, TimeProvider clock) : IRetentionQueries
{
    public async Task<RetentionPreview?> PreviewAsync(Guid policyId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await FindAsync(db, policyId, ct) is { } policy ? await ShowAsync(db, policy, await CaseAsync(db, policy, ct), ct) : null;
    }

    public async Task<RetentionPreview?> ForecastAsync(Guid policyId, DateTimeOffset at, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await FindAsync(db, policyId, ct) is not { } policy)
        {
            return null;
        }

        var today = await CaseAsync(db, policy, ct);
        if (at < today.Now || at > today.Now + RetentionForecast.Horizon)
        {
            throw new RefusedException("forecast_out_of_range", $"Choose an instant between now and {RetentionWords.At(today.Now + RetentionForecast.Horizon)}.");
        }

        var due = DueInstants.Of(policy);
        var plan = await Task.Run(() => RetentionForecast.At(today, policy.StoreIds, (from, to) => due.Between(from, to).Select(instant => instant.ScheduledFor), at), ct);
        return new(policy.Id, policy.Name, at, today.Rules, plan, await StoresAsync(db, ct));
    }

    public async Task<IReadOnlyList<BackupHold>> HoldsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.BackupHolds.AsNoTracking().OrderBy(hold => hold.ReleasedAt != null).ThenByDescending(hold => hold.At).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<DeletionReceipt>> ReceiptsAsync(int take, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.DeletionReceipts.AsNoTracking().OrderByDescending(receipt => receipt.At).Take(take).ToListAsync(ct);
    }

    private static Task<BackupPolicy?> FindAsync(DrDbContext db, Guid policyId, CancellationToken ct) =>
        db.BackupPolicies.AsNoTracking().SingleOrDefaultAsync(policy => policy.Id == policyId, ct);

    private async Task<RetentionCase> CaseAsync(DrDbContext db, BackupPolicy policy, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await PolicyBackups.ReadAsync(db, policy, now, await RetentionClock.PeekAsync(db, now, ct), ct);
    }

    private static async Task<RetentionPreview> ShowAsync(DrDbContext db, BackupPolicy policy, RetentionCase the, CancellationToken ct) =>
        new(policy.Id, policy.Name, the.Now, the.Rules, RetentionPlan.Make(the), await StoresAsync(db, ct))
        {
            Log = [.. (await WalRetentionRows.ReadAsync(db, policy, the, ct)).Select(WalRetentionPlan.Make)],
        };

    private static async Task<IReadOnlyDictionary<Guid, string>> StoresAsync(DrDbContext db, CancellationToken ct) => await db.Stores.AsNoTracking().ToDictionaryAsync(store => store.Id, store => store.Name, ct);
}
