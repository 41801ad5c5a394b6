using DrConsole.Backups.Sources;

namespace DrConsole.Backups.Wal;

/// <summary>Tells a base backup how far the write-ahead log of its cluster was shipped, store by store.</summary>
public interface IWalProgress
{
    /// <summary>How far it is in each store of the policy; null when nobody ships this cluster's log.</summary>
    /// <param name="from">Counts only what a recovery from this base backup reaches, without a hole; null counts whatever was shipped.</param>
    /// <param name="segmentBytes">Size of the cluster's log segments.</param>
    Task<WalCoverage?> CoverageAsync(PostgresPhysicalSettings settings, string systemIdentifier, BasePoint? from, int segmentBytes, CancellationToken ct);
}

/// <summary>How far a cluster's log was shipped.</summary>
/// <param name="Stores">Every store of the policy.</param>
/// <param name="Fault">Cause and cure while it does not go on at all.</param>
public sealed record WalCoverage(IReadOnlyList<StoreCoverage> Stores, string? Fault)
{
    /// <summary>By the server's clock: what was committed before this instant is in every store; null while one has nothing.</summary>
    public DateTimeOffset? CoversUntil => Stores.Count == 0 || Stores.Any(store => store.CoversUntil is null) ? null : Stores.Min(store => store.CoversUntil);

    /// <summary>Stores that do not hold everything up to an instant.</summary>
    public IReadOnlyList<StoreCoverage> Lacking(DateTimeOffset instant) => [.. Stores.Where(store => !(store.CoversUntil >= instant))];
}

/// <summary>How far a cluster's log was shipped to one store.</summary>
/// <param name="CoversUntil">By the server's clock; null where the store has nothing, or a hole right behind the base backup.</param>
/// <param name="Fault">Cause and cure while this store does not take what it should.</param>
public sealed record StoreCoverage(Guid StoreId, string StoreName, DateTimeOffset? CoversUntil, string? Fault);
