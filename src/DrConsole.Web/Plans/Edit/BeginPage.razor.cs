using DrConsole.Plans;
using DrConsole.Plans.Edit;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Edit;

/// <summary>Begins the editing of a published plan, or leads to the draft that it has.</summary>
public sealed partial class BeginPage(IPlanQueries plans, DraftStart start, CurrentActor current, NavigationManager navigation, TimeProvider clock, ILogger<BeginPage> logger)
{
    private Load<PlanSummary> _plan = new();
    private Saving _saving = default!;

    [Parameter]
    public Guid PlanId { get; set; }

    protected override Task OnInitializedAsync()
    {
        _saving = new(clock, Left);
        return RefreshAsync();
    }

    private async Task RefreshAsync() =>
        _plan = await _plan.RefreshOneAsync(async ct => (await plans.ListAsync(ct)).FirstOrDefault(plan => plan.PlanId == PlanId), logger, Left);

    private async Task BeginAsync()
    {
        var (actor, draft) = (await current.GetAsync(), Guid.Empty);
        if (await _saving.RunAsync(async (id, ct) => draft = await start.BeginAsync(actor, id, PlanId, ct), StateHasChanged))
        {
            navigation.NavigateTo(EditLinks.Part(draft));
        }
        else
        {
            await RefreshAsync(); // somebody else may have begun one a moment ago
        }
    }
}
