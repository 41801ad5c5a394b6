using DrConsole.Plans.Edit;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Edit;

/// <summary>Makes a plan from nothing: a title, and then the editor.</summary>
public sealed partial class NewPlanPage(DraftStart start, CurrentActor current, NavigationManager navigation, TimeProvider clock)
{
    private Saving _saving = default!;
    private string _title = "";

    private bool IsReady => RendererInfo.IsInteractive && !_saving.IsBusy;

    protected override void OnInitialized() => _saving = new(clock, Left);

    private async Task MakeAsync()
    {
        var (actor, draft) = (await current.GetAsync(), Guid.Empty);
        if (await _saving.RunAsync(async (id, ct) => draft = await start.NewAsync(actor, id, _title, ct), StateHasChanged))
        {
            navigation.NavigateTo(EditLinks.Part(draft));
        }
    }
}
