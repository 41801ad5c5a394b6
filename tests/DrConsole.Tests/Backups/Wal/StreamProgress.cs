using DrConsole.Backups.Sources;
using DrConsole.Backups.Wal;

namespace DrConsole.Tests.Backups.Wal;

/// <summary>Progress of the bench's own stream, as a console on the same machine would tell it.</summary>
internal sealed class StreamProgress(WalBench bench) : IWalProgress
{
    public Task<WalCoverage?> CoverageAsync(PostgresPhysicalSettings settings, string systemIdentifier, BasePoint? from, int segmentBytes, CancellationToken ct) =>
        Task.FromResult(bench.Stream is { } stream && stream.State.SystemIdentifier == systemIdentifier
            ? new WalCoverage([.. bench.Stores.Select(store => new StoreCoverage(store.Id, store.Name, stream.State.CoversUntil, null))], stream.State.ReceiverFault)
            : null);
}
