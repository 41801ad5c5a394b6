using DrConsole.Reports;
using DrConsole.Web.Backups;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Dashboard;

/// <summary>What is going on, what needs attention next, and whether the company could recover today. Follows every change, and the clock.</summary>
public sealed partial class DashboardPage(DashboardReads reads, EvidenceShelf shelf, ILogger<DashboardPage> logger)
{
    private Load<IncidentsNow> _incidents = new();
    private Load<PlanOutlook> _plans = new();
    private Load<Evidence> _evidence = new();

    /// <summary>Read while prerendering, so that becoming interactive shows the same at once.</summary>
    [PersistentState]
    public IReadOnlyList<IncidentsNow>? PrerenderedIncidents { get; set; }

    /// <summary>Read while prerendering, so that becoming interactive shows the same at once.</summary>
    [PersistentState]
    public IReadOnlyList<PlanOutlook>? PrerenderedPlans { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await RefreshEvidenceAsync();
        if (PrerenderedIncidents is { } incidents && PrerenderedPlans is { } plans)
        {
            (_incidents, _plans) = (new(incidents), new(plans));
            return;
        }

        await RefreshIncidentsAsync();
        await RefreshPlansAsync();
        (PrerenderedIncidents, PrerenderedPlans) = (_incidents.Items, _plans.Items);
    }

    private async Task RefreshIncidentsAsync()
    {
        _incidents = await _incidents.RefreshOneAsync(reads.IncidentsAsync, logger, Left);
        StateHasChanged();
    }

    private async Task RefreshPlansAsync()
    {
        _plans = await _plans.RefreshOneAsync(reads.PlansAsync, logger, Left);
        StateHasChanged();
    }

    private async Task RefreshEvidenceAsync()
    {
        _evidence = await _evidence.RefreshOneAsync(async ct => (Evidence?)await shelf.ReadAsync(ct), logger, Left);
        StateHasChanged();
    }
}
