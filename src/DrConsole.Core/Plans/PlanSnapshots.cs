using DrConsole.Incidents.Journal;
using DrConsole.Platform;

namespace DrConsole.Plans;

/// <summary>The current version of every plan, and the versions that open incidents work from, on the node's disk for the time in which the database is away.</summary>
public sealed class PlanSnapshots(IPlanQueries plans, IncidentSnapshots incidents, SecretBox box, ConsoleOptions console, TimeProvider clock)
{
    private readonly SealedFolder<PlanVersionView> _files = new(console, box, "plans");
    private readonly Dictionary<Guid, bool> _isCurrent = [];

    /// <summary>A published version; null when this node has not kept it.</summary>
    public PlanVersionView? Find(Guid versionId) => _files.Find(versionId);

    /// <summary>The current version of each plan, by title.</summary>
    public IReadOnlyList<PlanVersionView> Current() =>
        [.. _files.Ids().Select(_files.Find).OfType<PlanVersionView>().Where(version => version.IsCurrent).OrderBy(version => version.Summary.Title, StringComparer.Ordinal)];

    /// <summary>Reads what is new, and forgets what nobody needs. A version never changes; whether it is the current one does.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        var current = (await plans.ListAsync(ct)).Select(plan => plan.Current?.VersionId).OfType<Guid>().ToHashSet();
        var wanted = current.Union(incidents.All().Select(snapshot => snapshot.Board.PlanVersionId).OfType<Guid>()).ToList();
        var now = clock.GetUtcNow();
        foreach (var id in wanted)
        {
            var isKnown = _isCurrent.TryGetValue(id, out var was) && was == current.Contains(id) && _files.Confirm(id, now);
            if (!isKnown && await plans.VersionAsync(id, ct) is { } version)
            {
                _files.Put(id, version, now);
                _isCurrent[id] = version.IsCurrent;
            }
        }

        _files.KeepOnly(wanted);
    }
}
