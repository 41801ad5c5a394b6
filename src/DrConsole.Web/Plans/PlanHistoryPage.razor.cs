using DrConsole.Plans;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>The published versions of a plan, newest first: who made them, whether they are intact, and how to compare them and bring one back.</summary>
public sealed partial class PlanHistoryPage(IPlanQueries plans, PlanDesk desk, NavigationManager navigation, ILogger<PlanHistoryPage> logger)
{
    private Load<PlanVersionSummary> _versions = new();
    private Saving _saving = default!;

    [Parameter]
    public Guid PlanId { get; set; }

    /// <summary>Rows read while prerendering, so that becoming interactive does not read them again.</summary>
    [PersistentState]
    public IReadOnlyList<PlanVersionSummary>? Prerendered { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _saving = desk.NewSaving(Left);
        if (Prerendered is { } rows)
        {
            _versions = new(rows);
            return;
        }

        await RefreshAsync();
        Prerendered = _versions.Items;
    }

    private async Task RefreshAsync()
    {
        _versions = await _versions.RefreshAsync(ct => plans.HistoryAsync(PlanId, ct), logger, Left);
        StateHasChanged();
    }

    private async Task RestoreAsync(PlanVersionSummary version)
    {
        var draft = Guid.Empty;
        if (await desk.SaveAsync(_saving, async (actor, id, ct) => draft = await desk.Commands.RestoreAsync(actor, id, version.VersionId, ct), StateHasChanged))
        {
            navigation.NavigateTo(PlanLinks.Draft(draft));
        }
    }
}
