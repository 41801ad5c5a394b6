using DrConsole.Plans.Schema;
using DrConsole.Web.Plans.Edit;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Review;

/// <summary>The form of a proposed item: what is corrected here goes into the draft, and counts as accepted.</summary>
public sealed partial class ChangeForm
{
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);
    private Saving _saving = default!;
    private bool _isSaved;

    [Parameter, EditorRequired]
    public required ReviewRow Row { get; set; }

    [Parameter, EditorRequired]
    public required PlanNode Node { get; set; }

    /// <summary>The import's document, for the names that fields may refer to.</summary>
    [Parameter, EditorRequired]
    public required PlanTree Plan { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [CascadingParameter]
    public required ReviewDesk Desk { get; set; }

    protected override void OnInitialized() => _saving = Desk.NewSaving();

    private async Task ChangeAsync(FieldChange change)
    {
        _errors.Remove(change.Field);
        var saving = Desk.NewSaving(); // of its own: the next field may be finished while this one is saved
        _saving = saving;
        _isSaved = await Desk.SaveAsync(
            saving, (command, ct) => Desk.Commands.ChangeAsync(Desk.Actor, command, Desk.ImportId, Node.Key, change.Field, change.Value, change.Was, ct), StateHasChanged);
        if (saving.Refusal is { } refusal)
        {
            _errors[change.Field] = refusal;
        }
    }
}
