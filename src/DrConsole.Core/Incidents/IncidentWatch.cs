using DrConsole.Platform;
using Microsoft.Extensions.Logging;

namespace DrConsole.Incidents;

/// <summary>Follows one incident for all pages of this node that show it.</summary>
internal sealed class IncidentWatch : IDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private readonly Guid _incidentId;
    private readonly Func<BoardState?> _known;
    private readonly Func<CancellationToken, Task<IncidentBoard?>> _read;
    private readonly Func<BoardState, BoardState> _withKept;
    private readonly LiveFeed _feed;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly List<Action<BoardState>> _pages = [];
    private readonly CancellationTokenSource _ending = new();
    private BoardState _newest = BoardState.Unread;
    private bool _isTold;

    /// <summary>Begins to follow; ends with the last page.</summary>
    /// <param name="known">What this node keeps of the incident for the time in which nothing can be read; null when nothing.</param>
    /// <param name="withKept">Adds what this node keeps for the database.</param>
    public IncidentWatch(
        Guid incidentId, Func<BoardState?> known, Func<CancellationToken, Task<IncidentBoard?>> read, Func<BoardState, BoardState> withKept, LiveFeed feed, TimeProvider clock, ILogger logger)
    {
        (_incidentId, _known, _read, _withKept, _feed, _clock, _logger) = (incidentId, known, read, withKept, feed, clock, logger);
        _ = Task.Run(() => FollowAsync(Topic.Incident(incidentId), RefreshAsync, _ending.Token), _ending.Token); // a failed read is shown on every page
        _ = Task.Run(() => FollowAsync(Topic.Journal(incidentId), ShowKeptAsync, _ending.Token), _ending.Token);
    }

    /// <summary>The newest board as it was read.</summary>
    public BoardState Newest
    {
        get
        {
            lock (_pages)
            {
                return _newest;
            }
        }
    }

    public void Add(Action<BoardState> page)
    {
        lock (_pages)
        {
            _pages.Add(page);
            if (_isTold)
            {
                page(_withKept(_newest));
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

    private async Task FollowAsync(Topic topic, Func<CancellationToken, Task<bool>> refresh, CancellationToken ct)
    {
        try
        {
            await foreach (var _ in _feed.WatchAsync(topic, ct))
            {
                while (!await refresh(ct))
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
            var board = await _read(ct);
            Tell(before => new(board is null ? null : BoardSharing.Keep(before.Board, board), IsFresh: true, _clock.GetUtcNow()));
            return true;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested) // a read that was cancelled by anybody else has failed too
        {
            IncidentBoardsLog.Unread(_logger, failure, _incidentId);
            Tell(Stale);
            return false;
        }
    }

    // What this node keeps may be newer, or was seen to be still true since.
    private BoardState Stale(BoardState before) => _known() is { Board: { } board } kept && !(kept.ReadAt <= before.ReadAt)
        ? kept with { Board = BoardSharing.Keep(before.Board, board), IsFresh = false }
        : before with { IsFresh = false };

    // Not before the first read has succeeded or failed.
    private Task<bool> ShowKeptAsync(CancellationToken ct)
    {
        lock (_pages)
        {
            if (_isTold)
            {
                Tell(before => before);
            }
        }

        return Task.FromResult(true);
    }

    // Under the lock: a page that joins meanwhile gets this board or a newer one, never an older.
    private void Tell(Func<BoardState, BoardState> next)
    {
        lock (_pages)
        {
            (_newest, _isTold) = (next(_newest), true);
            var shown = _withKept(_newest);
            _pages.ForEach(page => page(shown));
        }
    }
}
