using DrConsole.Database;
using DrConsole.Incidents.Journal;
using DrConsole.Platform;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace DrConsole.Incidents;

/// <summary>
/// One board per watched incident and node: read once per signal, however many pages are open.
/// A page gets the present board at once and every newer one after it; while the database is away the last one, with what this node keeps meanwhile.
/// </summary>
public sealed class IncidentBoards(
    IIncidentQueries queries, IncidentSnapshots snapshots, IncidentJournal journal, LiveFeed feed, TimeProvider clock, ILogger<IncidentBoards> logger) : IDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);
    private readonly MemoryCache _lastRead = new(new MemoryCacheOptions { SizeLimit = 100 });

    private readonly Dictionary<Guid, IncidentWatch> _watches = [];
    private readonly Lock _gate = new();

    /// <summary>Reads the board once, for a page that is not live yet, and keeps it for the moment in which the page becomes live.</summary>
    public async Task<BoardState> ReadAsync(Guid incidentId, CancellationToken ct)
    {
        try
        {
            var state = new BoardState(await queries.BoardAsync(incidentId, ct), IsFresh: true, clock.GetUtcNow());
            if (state.Board is not null)
            {
                _lastRead.Set(incidentId, state, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = KeptFor });
            }

            return WithKept(incidentId, state);
        }
        catch (Exception failure) when (DatabaseAway.Is(failure))
        {
            IncidentBoardsLog.Unread(logger, failure, incidentId);
            return WithKept(incidentId, (Known(incidentId) ?? BoardState.Unread) with { IsFresh = false });
        }
    }

    /// <summary>The newest board that this node has, without waiting; it may be old, or null. A page that becomes live shows it, so that nothing jumps.</summary>
    public BoardState? Peek(Guid incidentId) => Known(incidentId) is { } state ? WithKept(incidentId, state) : null;

    /// <summary>Calls back with every board from now on, on no particular thread, until disposed.</summary>
    /// <param name="onBoard">Must hand the work to its own dispatcher and return quickly.</param>
    public IDisposable Watch(Guid incidentId, Action<BoardState> onBoard)
    {
        lock (_gate)
        {
            if (!_watches.TryGetValue(incidentId, out var watch))
            {
                _watches[incidentId] = watch = new IncidentWatch(
                    incidentId, () => Kept(incidentId), ct => queries.BoardAsync(incidentId, ct), state => WithKept(incidentId, state), feed, clock, logger);
            }

            watch.Add(onBoard);
            return new Leaving(() => Leave(incidentId, watch, onBoard));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lastRead.Dispose();

    private BoardState? Known(Guid incidentId)
    {
        lock (_gate)
        {
            if (_watches.TryGetValue(incidentId, out var watch) && watch.Newest is { Board: not null } watched)
            {
                return watched;
            }
        }

        return _lastRead.Get<BoardState>(incidentId) ?? Kept(incidentId);
    }

    private BoardState? Kept(Guid incidentId) => snapshots.Find(incidentId) is { } snapshot ? new(snapshot.Board, IsFresh: false, snapshot.ReadAt) : null;

    private BoardState WithKept(Guid incidentId, BoardState read)
    {
        var kept = journal.Pending(incidentId);
        return kept.Count == 0 ? read : read with { Board = read.Board is { } board ? KeptBoard.Over(board, kept) : null, Kept = kept };
    }

    private void Leave(Guid incidentId, IncidentWatch watch, Action<BoardState> onBoard)
    {
        lock (_gate)
        {
            if (watch.Remove(onBoard) == 0)
            {
                _watches.Remove(incidentId);
                watch.Dispose();
            }
        }
    }

    private sealed class Leaving(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}

/// <summary>The newest board that could be read.</summary>
/// <param name="Board">Null when there is no such incident, or nothing could be read yet.</param>
/// <param name="IsFresh">False while the database cannot be reached: the board may be old, and the page says so.</param>
/// <param name="ReadAt">When the board was last read; null when it never was.</param>
public sealed record BoardState(IncidentBoard? Board, bool IsFresh, DateTimeOffset? ReadAt)
{
    /// <summary>Nothing is known yet.</summary>
    internal static readonly BoardState Unread = new(null, IsFresh: false, ReadAt: null);

    /// <summary>What this node keeps for the database about this incident, the oldest first; the board's items show it.</summary>
    public IReadOnlyList<KeptAct> Kept { get; init; } = [];
}

internal static partial class IncidentBoardsLog
{
    [LoggerMessage(1, LogLevel.Warning, "The board of incident {IncidentId} cannot be read; what is shown may be old")]
    public static partial void Unread(ILogger logger, Exception failure, Guid incidentId);
}
