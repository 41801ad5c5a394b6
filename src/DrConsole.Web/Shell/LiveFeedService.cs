using DrConsole.Platform;

namespace DrConsole.Web.Shell;

/// <summary>Keeps the node's ear on PostgreSQL while the console runs.</summary>
internal sealed class LiveFeedService(LiveFeedListener listener) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => listener.RunAsync(stoppingToken);
}
