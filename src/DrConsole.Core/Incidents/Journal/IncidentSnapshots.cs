using System.Collections.Concurrent;
using DrConsole.Platform;

namespace DrConsole.Incidents.Journal;

/// <summary>
/// The newest boards of all open incidents, in memory and on the disk, for the time in which the database is away: a node that was started meanwhile
/// has them too.
/// </summary>
public sealed class IncidentSnapshots(IIncidentQueries queries, SecretBox box, ConsoleOptions console, TimeProvider clock)
{
    private readonly SealedFolder<Snapshot> _files = new(console, box, "incidents");
    private readonly ConcurrentDictionary<Guid, Snapshot> _boards = new();
    private readonly ConcurrentDictionary<Guid, long> _written = new(); // sequence that a file has
    private readonly Lock _gate = new();
    private bool _isFilled;

    /// <summary>The snapshot of an open incident; null when there is none.</summary>
    public Snapshot? Find(Guid incidentId)
    {
        FillOnce();
        return _boards.GetValueOrDefault(incidentId);
    }

    /// <summary>All of them, the newest incident first.</summary>
    public IReadOnlyList<Snapshot> All()
    {
        FillOnce();
        return [.. _boards.Values.OrderByDescending(snapshot => snapshot.Board.Incident.Number)];
    }

    /// <summary>Reads what has changed, and forgets what is no longer open. Called every few seconds.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        var open = await queries.OpenAsync(ct);
        foreach (var (id, sequence) in open)
        {
            if (_boards.GetValueOrDefault(id) is { } known && known.Sequence == sequence)
            {
                _boards[id] = known with { ReadAt = clock.GetUtcNow() };
            }
            else if (await queries.BoardAsync(id, ct) is { } board)
            {
                _boards[id] = new(board, sequence, clock.GetUtcNow());
            }
        }

        Filled();
        foreach (var closed in _boards.Keys.Except(open.Keys))
        {
            _boards.TryRemove(closed, out _);
        }

        Write();
    }

    // Last: on a full disk the boards in memory are as new as ever.
    private void Write()
    {
        foreach (var (id, snapshot) in _boards)
        {
            if (_written.GetValueOrDefault(id) != snapshot.Sequence || !_files.Confirm(id, snapshot.ReadAt))
            {
                _files.Put(id, snapshot, snapshot.ReadAt);
                _written[id] = snapshot.Sequence;
            }
        }

        _files.KeepOnly([.. _boards.Keys]);
    }

    private void Filled()
    {
        lock (_gate)
        {
            _isFilled = true;
        }
    }

    private void FillOnce()
    {
        lock (_gate)
        {
            if (_isFilled)
            {
                return;
            }

            _isFilled = true;
            foreach (var id in _files.Ids())
            {
                if (_files.Find(id) is { } snapshot)
                {
                    _boards.TryAdd(id, snapshot with { ReadAt = _files.SeenAt(id) });
                }
            }
        }
    }
}

/// <summary>A board as it was last read.</summary>
/// <param name="Sequence">Number of the incident's last audit entry then.</param>
/// <param name="ReadAt">When it was last seen to be true.</param>
public sealed record Snapshot(IncidentBoard Board, long Sequence, DateTimeOffset ReadAt);
