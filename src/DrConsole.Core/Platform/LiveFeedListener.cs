using Microsoft.Extensions.Logging;
using Npgsql;

namespace DrConsole.Platform;

/// <summary>
/// The node's one ear on PostgreSQL: passes notifications of every node's commits to the <see cref="LiveFeed"/>.
/// After a lost connection it listens again and wakes everybody.
/// </summary>
public sealed partial class LiveFeedListener(string connectionString, LiveFeed feed, TimeProvider clock, ILogger<LiveFeedListener> logger)
{
    /// <summary>Name of the PostgreSQL notification channel.</summary>
    public const string ChannelName = "dr_changes";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>True while the connection listens; pages say so when it does not.</summary>
    public bool IsListening { get; private set; }

    /// <summary>Listens until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(ct);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException)
            {
                LogLost(failure, Pause.TotalSeconds);
                IsListening = false;
                await Task.Delay(Pause, clock, ct);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        // Keepalive finds a silently dead connection; without it a lost server would look like a quiet day.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 10, ApplicationName = "drconsole listener" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(ct);
        connection.Notification += (_, notification) => feed.Publish(new Topic(notification.Payload));
        await using (var listen = new NpgsqlCommand($"LISTEN {ChannelName}", connection))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        IsListening = true;
        feed.PublishAll();
        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The live connection to PostgreSQL is lost; listening again in {Seconds} s")]
    private partial void LogLost(Exception failure, double seconds);
}
