using DrConsole.Plans;
using DrConsole.Plans.Schema;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Review;

/// <summary>Turns an item into another kind, or a note or some of its lines into an item.</summary>
public sealed partial class MoveForm
{
    private Saving _saving = default!;
    private string _kind = "contact";
    private string _holder = "";
    private int _first;
    private int _last;

    [Parameter, EditorRequired]
    public required ReviewRow Row { get; set; }

    /// <summary>The import's document, for what could hold the item.</summary>
    [Parameter, EditorRequired]
    public required PlanTree Plan { get; set; }

    /// <summary>Called with the key of the new item, or null when nothing was done.</summary>
    [Parameter]
    public EventCallback<string?> OnDone { get; set; }

    [CascadingParameter]
    public required ReviewDesk Desk { get; set; }

    private string Id => $"{RowId.Of(Row.Id)}-move";

    private bool IsReady => RendererInfo.IsInteractive && !_saving.IsBusy;

    protected override void OnInitialized()
    {
        _saving = Desk.NewSaving();
        _kind = Row.IsNote ? "contact" : "note";
        (_first, _last) = (Row.Lines?.First ?? 0, Row.Lines?.Last ?? 0);
    }

    private async Task MoveAsync()
    {
        var made = "";
        var holder = _holder.Length > 0 && PlanSchema.Find(_kind)?.Parents.Count > 0 ? _holder : null;
        var isSaved = await Desk.SaveAsync(
            _saving,
            async (command, ct) => made = Row.IsNote
                ? await Desk.Commands.FromNoteAsync(Desk.Actor, command, Desk.ImportId, Row.Key, _kind, Row.Lines is null ? null : new SourceLines(_first, _last), ct, holder)
                : await Desk.Commands.MoveAsync(Desk.Actor, command, Desk.ImportId, Row.Key, _kind, ct, holder),
            StateHasChanged);
        if (isSaved)
        {
            await OnDone.InvokeAsync(made);
        }
    }
}
