using DrConsole.Plans.Review;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Review;

/// <summary>One proposal with what can be done about it. Renders only when something of its own changed: a decision elsewhere costs it nothing.</summary>
public sealed partial class ProposalRow
{
    private Saving _saving = default!;
    private (ReviewRow, RowWork) _shown;
    private bool _isChanged;

    [Parameter, EditorRequired]
    public required ReviewRow Row { get; set; }

    /// <summary>What is open below the row.</summary>
    [Parameter]
    public RowWork Open { get; set; }

    /// <summary>The person wants to do something that needs more than a click.</summary>
    [Parameter]
    public EventCallback<RowWork> OnOpen { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [CascadingParameter]
    public required ReviewDesk Desk { get; set; }

    private bool IsReady => RendererInfo.IsInteractive && !_saving.IsBusy;

    private bool IsRemoval => Row.Id.StartsWith('-');

    private string ElementId => RowId.Of(Row.Id);

    private string AcceptText => IsRemoval ? "Remove it" : Row.IsNote ? "Keep" : "Accept";

    private string RejectText => IsRemoval || Row.Before is not null ? "Leave as is" : Row.IsNote ? "Drop" : "Reject";

    private string MoveText => Row.IsNote ? "Make this a …" : "Move to …";

    private string DecidedText => $"{(Row.Verdict, IsRemoval) switch { (Verdict.Accepted, true) => "To be removed", (Verdict.Accepted, _) => "Accepted", _ => Row.IsNote ? "Dropped" : "Rejected" }} by {Row.DecidedBy}";

    protected override void OnInitialized() => _saving = Desk.NewSaving();

    protected override void OnParametersSet()
    {
        var now = (Row, Open);
        _isChanged |= _shown != now || Open != RowWork.None;
        _shown = now;
    }

    protected override bool ShouldRender()
    {
        var render = _isChanged;
        _isChanged = false;
        return render;
    }

    private string Expanded(RowWork work) => Open == work ? "true" : "false";

    private async Task DecideAsync(Verdict to)
    {
        _isChanged = true; // shows that it is being saved
        await Desk.DecideAsync(_saving, Row, to, Changed);
        Changed();
    }

    private void Changed()
    {
        _isChanged = true;
        StateHasChanged();
    }
}

/// <summary>What can be open below a row.</summary>
public enum RowWork
{
    None,

    /// <summary>The item's form.</summary>
    Change,

    /// <summary>The choice of another kind.</summary>
    Move,
}
