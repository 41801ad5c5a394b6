using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Sources;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Runs;

/// <summary>
/// Looks before the first byte: opens the policy's stores, and leaves out those that cannot take the backup, with the reason. A run goes on with
/// the others and is degraded.
/// </summary>
internal sealed class Preflight(IDbContextFactory<DrDbContext> contexts, StoreDirectory stores)
{
    // The archive and its index may grow a little between two backups.
    private const double Growth = 1.2;

    private static readonly TimeSpan TolerableSkew = TimeSpan.FromMinutes(5); // S3 refuses requests that are off by 15 minutes

    /// <summary>The stores that take part. The caller disposes them.</summary>
    /// <exception cref="RefusedException">No store is left.</exception>
    public async Task<PreflightResult> LookAsync(BackupPolicy policy, IBackupSource source, Action<string> say, CancellationToken ct)
    {
        var check = await source.CheckAsync(ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var needed = await NeededBytesAsync(db, policy, check.ExpectedBytes, ct);
        var records = await db.Stores.AsNoTracking().Where(store => policy.StoreIds.Contains(store.Id)).ToListAsync(ct);
        var (taking, left) = (new List<Destination>(), new List<StoreLeftOut>());
        foreach (var id in policy.StoreIds)
        {
            var record = records.Single(store => store.Id == id);
            var opened = await OpenAsync(record, policy, needed, ct);
            if (opened.Store is { } store)
            {
                taking.Add(new(id, record.Name, store));
            }
            else
            {
                left.Add(new(id, record.Name, opened.Fault!));
                say($"{record.Name} is left out: {opened.Fault}");
            }
        }

        return taking.Count > 0 ? new(taking, left) : throw new RefusedException("no_store", $"No store of the policy can take a backup. {string.Join(' ', left.Select(store => $"{store.Name}: {store.Fault}"))}");
    }

    private async Task<(IBackupStore? Store, string? Fault)> OpenAsync(StoreRecord record, BackupPolicy policy, long? needed, CancellationToken ct)
    {
        if (record.RetiredAt is not null)
        {
            return (null, "It is retired: take it out of the policy.");
        }

        var facts = StoreForm.Facts(record);
        if (Residency.Violation(record.Name, policy.AllowedRegions, facts) is { } violation)
        {
            return (null, violation); // a probe may have found it elsewhere since the policy was saved
        }

        if (facts?.ClockSkew is { } skew && skew.Duration() > TolerableSkew)
        {
            return (null, $"Its clock and this machine's differ by {skew.Duration().TotalMinutes:0} min. Set the clocks right (NTP), then probe the store again.");
        }

        try
        {
            var store = await stores.OpenAsync(record.Id, ct);
            return FreeBytes(store.Address) is { } free && needed is { } bytes && bytes > free
                ? (null, $"It has {Sizes.Say(free)} free; about {Sizes.Say(bytes)} are needed. Make room, or let the retention remove old backups.")
                : (store, null);
        }
        catch (Exception fault) when (fault is RefusedException or StoreException)
        {
            return (null, fault.Message);
        }
    }

    // What a disk says now counts more than what it said when it was probed.
    private static long? FreeBytes(StoreAddress address) => address is FolderAddress folder && Directory.Exists(folder.Path) ? new DriveInfo(folder.Path).AvailableFreeSpace : null;

    private static async Task<long?> NeededBytesAsync(DrDbContext db, BackupPolicy policy, long? expected, CancellationToken ct)
    {
        var last = await db.Backups.Where(backup => backup.PolicyId == policy.Id).OrderByDescending(backup => backup.ConsistentAt).Select(backup => (long?)backup.StoredBytes).FirstOrDefaultAsync(ct);
        return last is { } stored ? (long)(stored * Growth) : expected;
    }
}

/// <summary>Stores that take part in a run, and those that do not.</summary>
internal sealed record PreflightResult(IReadOnlyList<Destination> Taking, IReadOnlyList<StoreLeftOut> LeftOut);

/// <summary>A store that gets no copy in this run.</summary>
internal sealed record StoreLeftOut(Guid StoreId, string Name, string Fault);
