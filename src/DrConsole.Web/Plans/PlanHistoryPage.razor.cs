using DrConsole.Plans;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>The published versions of a plan, newest first.</summary>
public sealed partial class PlanHistoryPage(IPlanQueries plans, ILogger<PlanHistoryPage> logger)
{
    private Load<PlanVersionSummary> _versions = new();

    [Parameter]
    public Guid PlanId { get; set; }

    /// <summary>Rows read while prerendering, so that becoming interactive does not read them again.</summary>
    [PersistentState]
    public IReadOnlyList<PlanVersionSummary>? Prerendered { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Prerendered is { } rows)
        {
            _versions = new(rows);
            return;
        }

        await RefreshAsync();
        Prerendered = _versions.Items;
    }

    private async Task RefreshAsync() => _versions = await _versions.RefreshAsync(ct => plans.HistoryAsync(PlanId, ct), logger, Left);
}
