using System.Collections.Concurrent;
using DrConsole.Plans;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Plans;

/// <summary>
/// Keeps versions and drafts for a few seconds: a page that becomes interactive, and a reader who leafs through the parts,
/// get at once what was read a moment ago, so that nothing flickers. A version never changes under its id; a draft does, and whoever is told so forgets it first.
/// While the database is away, versions come from what this node keeps.
/// </summary>
public sealed class PlanShelf(IPlanQueries plans, PlanSnapshots snapshots, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, (object Item, long At)> _items = new();

    /// <summary>A published version; null when there is none of that id.</summary>
    public Task<PlanVersionView?> VersionAsync(Guid versionId, CancellationToken ct) => TakeAsync(versionId, ReadVersionAsync, ct);

    /// <summary>A draft; null when there is none of that id.</summary>
    public Task<PlanDraftView?> DraftAsync(Guid draftId, CancellationToken ct) => TakeAsync(draftId, plans.DraftAsync, ct);

    /// <summary>Forgets one thing: it has changed.</summary>
    public void Forget(Guid id) => _items.TryRemove(id, out _);

    /// <summary>Forgets everything: something was published or discarded.</summary>
    public void Clear() => _items.Clear();

    private async Task<PlanVersionView?> ReadVersionAsync(Guid versionId, CancellationToken ct)
    {
        try
        {
            return await plans.VersionAsync(versionId, ct);
        }
        catch (Exception failure) when (Outage.Is(failure) && snapshots.Find(versionId) is { } kept)
        {
            return kept;
        }
    }

    private async Task<T?> TakeAsync<T>(Guid id, Func<Guid, CancellationToken, Task<T?>> read, CancellationToken ct)
        where T : class
    {
        if (_items.TryGetValue(id, out var kept) && kept.Item is T item && clock.GetElapsedTime(kept.At) < Kept)
        {
            return item;
        }

        foreach (var (old, value) in _items)
        {
            if (clock.GetElapsedTime(value.At) >= Kept)
            {
                _items.TryRemove(old, out _);
            }
        }

        var found = await read(id, ct);
        if (found is not null)
        {
            _items[id] = (found, clock.GetTimestamp());
        }

        return found;
    }
}
