using DrConsole.Platform;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace DrConsole.Incidents;

/// <summary>
/// One board per watched incident and node: read once per signal, however many pages are open.
/// A page gets the present board at once and every newer one after it.
/// </summary>
public sealed class IncidentBoards(IIncidentQueries queries, LiveFeed feed, TimeProvider clock, ILogger<IncidentBoards> logger) : IDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);
    private readonly MemoryCache _lastRead = new(new MemoryCacheOptions { SizeLimit = 100 });

    private readonly Dictionary<Guid, IncidentWatch> _watches = [];
    private readonly Lock _gate = new();

    /// <summary>Reads the board once, for a page that is not live yet, and keeps it for the moment in which the page becomes live.</summary>
    public async Task<IncidentBoard?> ReadAsync(Guid incidentId, CancellationToken ct)
    {
        var board = await queries.BoardAsync(incidentId, ct);
        if (board is not null)
        {
            _lastRead.Set(incidentId, board, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = KeptFor });
        }

        return board;
    }

    /// <summary>The newest board that this node has, without waiting; it may be old, or null. A page that becomes live shows it, so that nothing jumps.</summary>
    public IncidentBoard? Peek(Guid incidentId)
    {
        lock (_gate)
        {
            return (_watches.TryGetValue(incidentId, out var watch) ? watch.Newest : null) ?? _lastRead.Get<IncidentBoard>(incidentId);
        }
    }

    /// <summary>Calls back with every board from now on, on no particular thread, until disposed.</summary>
    /// <param name="onBoard">Must hand the work to its own dispatcher and return quickly.</param>
    public IDisposable Watch(Guid incidentId, Action<BoardState> onBoard)
    {
        lock (_gate)
        {
            if (!_watches.TryGetValue(incidentId, out var watch))
            {
                _watches[incidentId] = watch = new IncidentWatch(incidentId, queries, feed, clock, logger);
            }

            watch.Add(onBoard);
            return new Leaving(() => Leave(incidentId, watch, onBoard));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lastRead.Dispose();

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
public sealed record BoardState(IncidentBoard? Board, bool IsFresh);
