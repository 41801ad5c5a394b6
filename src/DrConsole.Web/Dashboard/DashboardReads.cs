using DrConsole.Incidents;
using DrConsole.Plans;
using DrConsole.Plans.Doctor;
using DrConsole.Web.Plans;

namespace DrConsole.Web.Dashboard;

/// <summary>Gathers what the dashboard shows from the reads of incidents and plans.</summary>
public sealed class DashboardReads(IPlanQueries plans, PlanShelf shelf, IIncidentQueries incidents, IDoctorQueries doctor, TimeProvider clock)
{
    private const int MostOpen = 200;
    private const int RecentShown = 5;

    /// <summary>All open incidents, and those that were resolved last.</summary>
    public async Task<IncidentsNow?> IncidentsAsync(CancellationToken ct)
    {
        var open = await incidents.ListAsync(new(IncidentState.Open, Take: MostOpen), ct);
        var resolved = await incidents.ListAsync(new(IncidentState.Resolved, Take: RecentShown, LastResolvedFirst: true), ct);
        return new(open.Rows, resolved.Rows);
    }

    /// <summary>All plans, what about them needs attention, and the targets that they set.</summary>
    public async Task<PlanOutlook?> PlansAsync(CancellationToken ct)
    {
        var all = await plans.ListAsync(ct);
        List<PlanVersionView> current = [];
        foreach (var id in all.Select(plan => plan.Current?.VersionId).OfType<Guid>())
        {
            if (await shelf.VersionAsync(id, ct) is { } version)
            {
                current.Add(version);
            }
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return new(
            today, all, PlanAttention.Of(all, current, today, await doctor.OpenErrorsAsync(today, ct)),
            [.. current.Where(version => version.Document.Objectives.Count > 0).Select(version => new PlanTargets(version.Summary.VersionId, version.Summary.Title, version.Document.Objectives))]);
    }
}

/// <summary>Incidents as the dashboard shows them.</summary>
public sealed record IncidentsNow(IReadOnlyList<IncidentRow> Open, IReadOnlyList<IncidentRow> Resolved);

/// <summary>Plans as the dashboard shows them.</summary>
/// <param name="Today">The day on which reviews were judged.</param>
public sealed record PlanOutlook(DateOnly Today, IReadOnlyList<PlanSummary> Plans, IReadOnlyList<AttentionFact> Facts, IReadOnlyList<PlanTargets> Targets);

/// <summary>What a plan promises.</summary>
public sealed record PlanTargets(Guid VersionId, string Title, IReadOnlyList<Objective> Objectives);
