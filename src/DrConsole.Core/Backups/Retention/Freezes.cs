using DrConsole.Database;
using DrConsole.Incidents;
using DrConsole.Plans;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Retention;

/// <summary>
/// What keeps every backup of a system: holds on it, and open incidents. A real incident whose scenario names systems freezes those; one that
/// names none freezes all, because nobody knows yet what will be needed. Drills and tests freeze nothing.
/// </summary>
internal static class Freezes
{
    /// <summary>In words; empty when nothing does.</summary>
    /// <param name="system">Name of the protected system; null where a policy names none, and then every open incident counts.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(DrDbContext db, string? system, CancellationToken ct)
    {
        var holds = await db.BackupHolds.AsNoTracking().Where(hold => hold.ReleasedAt == null && hold.SystemName != null && hold.IncidentId == null).ToListAsync(ct);
        var incidents = await OpenAsync(db, ct);
        return
        [
            .. holds.Where(hold => IsSame(hold.SystemName!, system)).Select(hold => $"a hold on {hold.SystemName} by {hold.ByName} since {RetentionWords.At(hold.At)}: {hold.Reason}"),
            .. incidents.Where(incident => incident.Concerns(system)).Select(incident => $"the open incident INC-{incident.Number}, {incident.Title}"),
        ];
    }

    /// <summary>The real incidents that are open, with the systems that their scenarios name.</summary>
    public static async Task<IReadOnlyList<OpenIncident>> OpenAsync(DrDbContext db, CancellationToken ct)
    {
        var open = await db.Incidents.AsNoTracking().Where(incident => incident.State == IncidentState.Open && incident.Kind == IncidentKind.Real)
            .Select(incident => new { incident.Id, incident.Number, incident.Title, incident.PlanVersionId, incident.ScenarioKey }).ToListAsync(ct);
        var found = new List<OpenIncident>();
        foreach (var incident in open)
        {
            found.Add(new(incident.Id, incident.Number, incident.Title, await SystemsAsync(db, incident.PlanVersionId, incident.ScenarioKey, ct)));
        }

        return found;
    }

    internal static bool IsSame(string one, string? other) => string.Equals(one.Trim(), other?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static async Task<IReadOnlyList<string>> SystemsAsync(DrDbContext db, Guid? version, string? scenario, CancellationToken ct)
    {
        if (version is null || scenario is null)
        {
            return [];
        }

        var document = await db.PlanVersions.AsNoTracking().Where(candidate => candidate.Id == version).Select(candidate => candidate.Document).SingleAsync(ct);
        return PlanDocumentBytes.Read(document).Scenarios.FirstOrDefault(candidate => candidate.Key == scenario)?.Systems ?? [];
    }
}

/// <summary>A real incident that is open.</summary>
/// <param name="Systems">What its scenario names; empty when nobody knows.</param>
internal sealed record OpenIncident(Guid Id, int Number, string Title, IReadOnlyList<string> Systems)
{
    public bool Concerns(string? system) => system is null || Systems.Count == 0 || Systems.Any(named => Freezes.IsSame(named, system));
}
