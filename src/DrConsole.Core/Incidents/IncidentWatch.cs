using DrConsole.Platform;
using Microsoft.Extensions.Logging;

namespace DrConsole.Incidents;

/// <summary>Follows one incident for all pages of this node that show it.</summary>
internal sealed partial class IncidentWatch : IDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private readonly Guid _incidentId;
    private readonly IIncidentQueries _queries;
    private readonly LiveFeed _feed;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly List<Action<BoardState>> _pages = [];
    private readonly CancellationTokenSource _ending = new();
    private BoardState? _newest;

    public IncidentWatch(Guid incidentId, IIncidentQueries queries, LiveFeed feed, TimeProvider clock, ILogger logger)
    {
        (_incidentId, _queries, _feed, _clock, _logger) = (incidentId, queries, feed, clock, logger);
        _ = Task.Run(() => FollowAsync(_ending.Token), _ending.Token); // ends with the last page; a failed read is shown on every page
    }

    public IncidentBoard? Newest
    {
        get
        {
            lock (_pages)
            {
                return _newest?.Board;
            }
        }
    }

    public void Add(Action<BoardState> page)
    {
        lock (_pages)
        {
            _pages.Add(page);
            if (_newest is { } state)
            {
                page(state);
            }
        }
    }

    /// <summary>Returns how many pages are left.</summary>
    public int Remove(Action<BoardState> page)
    {
        lock (_pages)
        {
            _pages.Remove(page);
            return _pages.Count;
        }
    }

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        try
        {
            await foreach (var _ in _feed.WatchAsync(Topic.Incident(_incidentId), ct))
            {
                while (!await RefreshAsync(ct))
                {
                    await Task.Delay(RetryPause, _clock, ct);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The last page left.
        }
    }

    private async Task<bool> RefreshAsync(CancellationToken ct)
    {
        try
        {
            var board = await _queries.BoardAsync(_incidentId, ct);
            Tell(new(board is null ? null : BoardSharing.Keep(_newest?.Board, board), IsFresh: true));
            return true;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested) // a read that was cancelled by anybody else has failed too
        {
            LogUnread(failure, _incidentId);
            Tell(new(_newest?.Board, IsFresh: false));
            return false;
        }
    }

    // Under the lock: a page that joins meanwhile gets this board or a newer one, never an older.
    private void Tell(BoardState state)
    {
        lock (_pages)
        {
            _newest = state;
            _pages.ForEach(page => page(state));
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The board of incident {IncidentId} cannot be read; trying again")]
    private partial void LogUnread(Exception failure, Guid incidentId);
}
