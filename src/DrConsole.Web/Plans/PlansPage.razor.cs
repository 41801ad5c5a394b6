using DrConsole.Plans;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>All plans with their current version, the state of their review, and drafts that wait.</summary>
public sealed partial class PlansPage(IPlanQueries plans, TimeProvider clock, ILogger<PlansPage> logger)
{
    private Load<PlanSummary> _plans = new();

    /// <summary>Rows read while prerendering, so that becoming interactive does not read them again.</summary>
    [PersistentState]
    public IReadOnlyList<PlanSummary>? Prerendered { get; set; }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private static bool IsAmbiguous(IReadOnlyList<PlanSummary> rows, PlanSummary plan) =>
        rows.Any(other => other.PlanId != plan.PlanId && string.Equals(other.Title, plan.Title, StringComparison.OrdinalIgnoreCase));

    protected override async Task OnInitializedAsync()
    {
        if (Prerendered is { } rows)
        {
            _plans = new(rows);
            return;
        }

        await RefreshAsync();
        Prerendered = _plans.Items;
    }

    private async Task RefreshAsync()
    {
        _plans = await _plans.RefreshAsync(plans.ListAsync, logger, Left);
        StateHasChanged();
    }
}
