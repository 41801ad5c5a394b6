using DrConsole.Backups.Sources;

namespace DrConsole.Backups.Wal;

/// <summary>Tells a base backup how far the write-ahead log of its cluster was shipped.</summary>
public interface IWalProgress
{
    /// <summary>How far it is; null when nobody ships this cluster's log.</summary>
    Task<WalCoverage?> CoverageAsync(PostgresPhysicalSettings settings, string systemIdentifier, CancellationToken ct);
}

/// <summary>How far a cluster's log was shipped.</summary>
/// <param name="CoversUntil">By the server's clock: what was committed before this instant is in every store; null before the first piece.</param>
/// <param name="Fault">Cause and cure while it does not go on.</param>
public sealed record WalCoverage(DateTimeOffset? CoversUntil, string? Fault);
