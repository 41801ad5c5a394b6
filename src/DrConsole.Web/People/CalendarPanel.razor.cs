using DrConsole.People;
using DrConsole.Plans;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.People;

/// <summary>The calendar addresses of a rotation: one's own, or everybody's for those who manage access.</summary>
public sealed partial class CalendarPanel(CalendarDesk desk, NavigationManager navigation, ILogger<CalendarPanel> logger)
{
    private Load<CalendarFeedRow> _feeds = new();
    private Saving _saving = default!;
    private string? _made;

    [Parameter, EditorRequired]
    public Guid PlanId { get; set; }

    [Parameter, EditorRequired]
    public required Rotation Rotation { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _saving = desk.NewSaving(Left);
        await RefreshAsync();
    }

    private async Task RefreshAsync() => _feeds = await _feeds.RefreshAsync(ct => desk.ListAsync(PlanId, Rotation.Key, ct), logger, Left);

    private async Task CreateAsync()
    {
        var secret = "";
        if (await desk.SaveAsync(_saving, async (actor, id, ct) => (_, secret) = await desk.Commands.CreateAsync(actor, id, PlanId, Rotation.Key, ct), StateHasChanged))
        {
            _made = navigation.ToAbsoluteUri($"/calendar/{secret}.ics").ToString();
        }

        await RefreshAsync();
    }

    private async Task RevokeAsync(Guid feedId)
    {
        await desk.SaveAsync(_saving, (actor, id, ct) => desk.Commands.RevokeAsync(actor, id, feedId, ct), StateHasChanged);
        await RefreshAsync();
    }
}
