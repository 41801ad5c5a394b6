using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using DrConsole.Platform;

namespace DrConsole.Incidents.Journal;

/// <summary>
/// The newest boards of all open incidents, in memory and as files sealed under the master key in the data folder, for the time in which the
/// database is away: a node that was restarted meanwhile has them too.
/// </summary>
public sealed class IncidentSnapshots(IIncidentQueries queries, SecretBox box, ConsoleOptions console, TimeProvider clock)
{
    private const string Extension = ".sealed";
    private readonly ConcurrentDictionary<Guid, Snapshot> _boards = new();
    private readonly Lock _gate = new();
    private bool _isFilled;

    private string Folder => Path.Combine(console.DataFolder, "snapshots");

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
        var now = clock.GetUtcNow();
        foreach (var (id, sequence) in open)
        {
            if (_boards.GetValueOrDefault(id) is { } known && known.Sequence == sequence && File.Exists(FileOf(id)))
            {
                _boards[id] = known with { ReadAt = now };
                File.SetLastWriteTimeUtc(FileOf(id), now.UtcDateTime); // its file says when it was last true
            }
            else if (await queries.BoardAsync(id, ct) is { } board)
            {
                Put(new(board, sequence, now));
            }
        }

        Keep(open.ContainsKey);
    }

    private void Put(Snapshot snapshot)
    {
        var id = snapshot.Board.Incident.Id;
        _boards[id] = snapshot;
        WholeFile.Write(FileOf(id), Encoding.UTF8.GetBytes(box.Seal(Purpose(id), new(JsonSerializer.Serialize(snapshot, CanonicalJson.Options)))));
        File.SetLastWriteTimeUtc(FileOf(id), snapshot.ReadAt.UtcDateTime);
    }

    private void Keep(Func<Guid, bool> isOpen)
    {
        lock (_gate)
        {
            _isFilled = true;
        }

        foreach (var id in _boards.Keys.Where(id => !isOpen(id)))
        {
            _boards.TryRemove(id, out _);
        }

        foreach (var path in Files().Where(path => Guid.TryParse(Path.GetFileNameWithoutExtension(path), out var id) && !isOpen(id)))
        {
            File.Delete(path);
        }
    }

    // A node that was started while the database is away reads what it wrote before.
    private void FillOnce()
    {
        lock (_gate)
        {
            if (_isFilled)
            {
                return;
            }

            _isFilled = true;
            foreach (var path in Files())
            {
                if (Guid.TryParse(Path.GetFileNameWithoutExtension(path), out var id) && Open(id, path) is { } snapshot)
                {
                    _boards.TryAdd(id, snapshot with { ReadAt = new(File.GetLastWriteTimeUtc(path), TimeSpan.Zero) });
                }
            }
        }
    }

    // One that is of another console or an older version is none: it is written anew as soon as the database answers.
    private Snapshot? Open(Guid id, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Snapshot>(box.Open(Purpose(id), File.ReadAllText(path)).Reveal(), CanonicalJson.Options);
        }
        catch (Exception unreadable) when (unreadable is RefusedException or JsonException or FormatException or IOException)
        {
            return null;
        }
    }

    private string[] Files() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*" + Extension) : [];

    private string FileOf(Guid id) => Path.Combine(Folder, $"{id:N}{Extension}");

    private static string Purpose(Guid id) => $"snapshot:{id}";
}

/// <summary>A board as it was last read.</summary>
/// <param name="Sequence">Number of the incident's last audit entry then.</param>
/// <param name="ReadAt">When it was last seen to be true.</param>
public sealed record Snapshot(IncidentBoard Board, long Sequence, DateTimeOffset ReadAt);
