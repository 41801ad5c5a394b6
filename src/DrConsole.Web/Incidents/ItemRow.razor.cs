using DrConsole.Incidents;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Incidents;

/// <summary>One checklist item. Renders only when its item or the cursor changed: a tick elsewhere costs it nothing.</summary>
public sealed partial class ItemRow
{
    private Saving _saving = default!;
    private ItemState? _asking;
    private string _reason = "";
    private (BoardItem, bool, bool) _shown;
    private bool _ownChange;
    private ElementReference _reasonField;
    private bool _focusReason;

    [Parameter, EditorRequired]
    public required BoardItem Item { get; set; }

    [Parameter]
    public bool IsCurrent { get; set; }

    [Parameter]
    public bool MayChange { get; set; }

    [CascadingParameter]
    public required IncidentDesk Desk { get; set; }

    protected override void OnInitialized() => _saving = Desk.NewSaving();

    protected override void OnParametersSet()
    {
        var now = (Item, IsCurrent, MayChange);
        _ownChange |= _shown != now;
        _shown = now;
    }

    protected override bool ShouldRender()
    {
        var render = _ownChange;
        _ownChange = false;
        return render;
    }

    // The menu that had the focus is gone: without this a keyboard starts again at the top of the page.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusReason)
        {
            _focusReason = false;
            await _reasonField.FocusAsync();
        }
    }

    private void Changed()
    {
        _ownChange = true;
        StateHasChanged();
    }

    // A second click on a finished item does nothing: whoever meant to tick what somebody else has just ticked must not undo it.
    private Task FinishAsync() => Item.IsClosed ? Task.CompletedTask : MoveAsync(ItemState.Done, null);

    private void Ask(ItemState to)
    {
        (_asking, _ownChange, _focusReason) = (to, true, true);
    }

    private async Task SendReasonAsync()
    {
        if (_asking is { } to && await MoveAsync(to, _reason))
        {
            (_asking, _reason) = (null, "");
            Changed();
        }
    }

    private async Task<bool> MoveAsync(ItemState to, string? reason)
    {
        _ownChange = true; // shows "saving" while the database works
        var isSaved = await Desk.DoAsync(_saving, new ItemAct(Item.Id, Item.Text, to, reason, Item.Revision), Changed);
        Changed();
        return isSaved;
    }

    private static Mark MarkOf(ItemState state) => state switch
    {
        ItemState.Doing => Mark.Half,
        ItemState.Done => Mark.Check,
        ItemState.Failed => Mark.Cross,
        ItemState.Skipped => Mark.Skip,
        ItemState.NotApplicable => Mark.Dash,
        _ => Mark.Empty,
    };
}
