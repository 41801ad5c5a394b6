using System.Collections.Concurrent;
using DrConsole.Database;
using DrConsole.Plans;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Reports;

/// <summary>The objectives of all published plans. A published version never changes, so each is read once.</summary>
public sealed class PlannedObjectives
{
    private readonly ConcurrentDictionary<Guid, IReadOnlyList<PlannedObjective>> _read = new();

    /// <summary>Those of the current versions.</summary>
    public async Task<IReadOnlyList<PlannedObjective>> ReadAsync(DrDbContext db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var current = await db.PlanVersions.Where(version => !db.PlanVersions.Any(other => other.PlanId == version.PlanId && other.Number > version.Number))
            .OrderBy(version => version.Title).ThenBy(version => version.Id).Select(version => version.Id).ToListAsync(ct);
        foreach (var id in current.Where(id => !_read.ContainsKey(id)).ToList())
        {
            var version = await db.PlanVersions.Where(version => version.Id == id).Select(version => new { version.Title, version.Document }).SingleAsync(ct);
            _read[id] = PlannedObjective.Of(id, version.Title, PlanDocumentBytes.Read(version.Document));
        }

        foreach (var old in _read.Keys.Except(current).ToList())
        {
            _read.TryRemove(old, out _);
        }

        return [.. current.SelectMany(id => _read.TryGetValue(id, out var objectives) ? objectives : [])];
    }
}
