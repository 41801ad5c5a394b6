using DrConsole.Platform;

namespace DrConsole.Backups.Sources.MariaDb;

/// <summary>The fingerprints of one database, read in a snapshot of the dump's own instant while the dump runs.</summary>
internal sealed class MariaDbContent : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly MariaDbConsole _session;

    /// <summary>Begins to read.</summary>
    /// <param name="session">Has its snapshot open; closed with this.</param>
    public MariaDbContent(MariaDbConsole session, string database, FingerprintDepth depth, List<string> notCounted)
    {
        _session = session;
        Reading = MariaDbFingerprints.ReadAsync(session, database, depth, notCounted, _ending.Token);
    }

    public Task<List<TableFingerprint>> Reading { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        try
        {
            await Reading;
        }
        catch (Exception failure) when (failure is OperationCanceledException or RefusedException)
        {
            // Whoever needed the figures has heard of it.
        }

        await _session.DisposeAsync();
        _ending.Dispose();
    }
}
