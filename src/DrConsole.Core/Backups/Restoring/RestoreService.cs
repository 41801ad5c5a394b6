using DrConsole.Platform;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DrConsole.Backups.Restoring;

/// <summary>Carries out restores while the console runs: looks whenever a restore changed, and every few seconds in case a signal was lost.</summary>
internal sealed partial class RestoreService(RestoreRunner runner, LiveFeed feed, TimeProvider clock, ILogger<RestoreService> logger) : BackgroundService
{
    // Two at once: a restore of hours must not keep an urgent small one waiting.
    private const int Workers = 2;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (!await runner.RunNextAsync(ct))
                {
                    await WaitAsync(ct);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                LogFailed(failure); // the database is away, or a defect: the next look may do better
                await Task.Delay(LookEvery, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(LookEvery, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var signals = 0;
            await foreach (var _ in feed.WatchAsync(Topic.Backups, either.Token))
            {
                if (++signals > 1) // the first comes at once, before anything happened
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time to look again.
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Looking for restores failed; it is tried again in a few seconds")]
    private partial void LogFailed(Exception failure);
}
