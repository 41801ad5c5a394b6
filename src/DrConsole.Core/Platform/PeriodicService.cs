using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DrConsole.Platform;

/// <summary>Does something again and again while the console runs. A failure is logged and the next time tried again: it ends nothing.</summary>
internal abstract partial class PeriodicService(TimeSpan every, TimeProvider clock, ILogger logger) : BackgroundService
{
    /// <summary>Does it once.</summary>
    protected abstract Task OnceAsync(CancellationToken ct);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await OnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                LogFailed(logger, failure, GetType().Name, every);
            }

            await Task.Delay(every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Service} failed; it is tried again in {Every}")]
    private static partial void LogFailed(ILogger logger, Exception failure, string service, TimeSpan every);
}
