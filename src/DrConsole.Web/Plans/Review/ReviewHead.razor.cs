using DrConsole.Plans.Review;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Review;

/// <summary>How far the looking-through has come, and its end: the draft, or nothing.</summary>
public sealed partial class ReviewHead(NavigationManager navigation)
{
    private Saving _saving = default!;

    [Parameter, EditorRequired]
    public required ReviewSheet Sheet { get; set; }

    [CascadingParameter]
    public required ReviewDesk Desk { get; set; }

    private bool IsReady => RendererInfo.IsInteractive && !_saving.IsBusy;

    private string Purpose => Sheet.Import switch
    {
        { IsIntoDraft: true, PlanTitle: { } title } => $"Compared with the draft of “{title}”: only differences are shown.",
        { Before: not null, PlanTitle: { } title } => $"Compared with the current version of “{title}”: only differences are shown.",
        _ => "It becomes a new plan.",
    };

    private string Undecided
    {
        get
        {
            var open = Sheet.Rows.Count(row => row is { Verdict: Verdict.Undecided, IsOff: false });
            return open switch { 0 => "Everything is decided.", 1 => "One entry is undecided and counts as accepted.", _ => $"{open} entries are undecided and count as accepted." };
        }
    }

    protected override void OnInitialized() => _saving = Desk.NewSaving();

    private async Task ApplyAsync()
    {
        var draft = Guid.Empty;
        if (await Desk.SaveAsync(_saving, async (command, ct) => draft = await Desk.Commands.ApplyAsync(Desk.Actor, command, Desk.ImportId, Sheet.Import.Ground, ct), StateHasChanged))
        {
            navigation.NavigateTo(PlanLinks.Draft(draft));
        }
    }

    private async Task DiscardAsync()
    {
        if (await Desk.SaveAsync(_saving, (command, ct) => Desk.Commands.DiscardAsync(Desk.Actor, command, Desk.ImportId, ct), StateHasChanged))
        {
            navigation.NavigateTo("/plans");
        }
    }
}
