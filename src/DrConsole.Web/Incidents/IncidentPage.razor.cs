using DrConsole.Access;
using DrConsole.Incidents;
using DrConsole.Incidents.Journal;
using DrConsole.Platform;
using DrConsole.Web.Access;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Incidents;

/// <summary>The page on which responders work an incident together. Shows the node's shared board; every change passes the database first.</summary>
public sealed partial class IncidentPage(
    IncidentBoards boards, IncidentCommands commands, IncidentActs acts, LiveFeed feed, CurrentActor current, TimeProvider clock)
{
    private BoardState? _state;
    private IncidentDesk? _desk;
    private IDisposable? _watch;

    [Parameter]
    public Guid IncidentId { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _desk = new(
            IncidentId, await current.GetAsync(), await current.MayAsync(Right.RunIncident), await current.MayAsync(Right.CommandIncident), commands, acts, feed, clock, Left);

        // As prerendered, so that the page keeps its height, and the reader their place; else it is readable before it is live, and without a circuit.
        _state = RendererInfo.IsInteractive && boards.Peek(IncidentId) is { } known ? known : await boards.ReadAsync(IncidentId, Left);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _watch = boards.Watch(IncidentId, state => _ = InvokeAsync(() => Show(state)));
        }
    }

    protected override void Dispose(bool disposing)
    {
        _watch?.Dispose();
        base.Dispose(disposing);
    }

    private void Show(BoardState state)
    {
        _state = state;
        StateHasChanged();
    }

    private static bool IsOpen(IncidentBoard board) => board.Incident.State == IncidentState.Open;

    // The cursor: the first item that nobody has finished.
    private static Guid? CurrentItem(IncidentBoard board) =>
        IsOpen(board) ? board.Checklists.SelectMany(list => list.Items).FirstOrDefault(item => !item.IsClosed)?.Id : null;
}
