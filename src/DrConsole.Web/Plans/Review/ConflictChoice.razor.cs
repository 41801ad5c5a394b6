using System.Text.Json.Nodes;
using DrConsole.Plans;
using DrConsole.Plans.Schema;
using DrConsole.Web.Plans.Edit;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Review;

/// <summary>One fact for which the documents state several values: a person chooses.</summary>
public sealed partial class ConflictChoice
{
    private const int TextLength = 200;

    private Saving _saving = default!;

    [Parameter, EditorRequired]
    public required PlanConflict Conflict { get; set; }

    [Parameter, EditorRequired]
    public required PlanNode Node { get; set; }

    [Parameter, EditorRequired]
    public required PlanField Field { get; set; }

    [Parameter, EditorRequired]
    public required ReviewSheet Sheet { get; set; }

    [CascadingParameter]
    public required ReviewDesk Desk { get; set; }

    private string Question => $"{Node.Kind.Singular} “{Node.Title}”: {Field.Label}";

    protected override void OnInitialized() => _saving = Desk.NewSaving();

    private Task<bool> ChooseAsync(int choice) =>
        Desk.SaveAsync(_saving, (command, ct) => Desk.Commands.ResolveAsync(Desk.Actor, command, Desk.ImportId, Conflict.Key, choice, ct), StateHasChanged);

    private string Text(StatedValue value)
    {
        var text = FieldText.Of(Field, JsonNode.Parse(value.Json));
        return text.Length <= TextLength ? text : text[..TextLength] + "…";
    }

    private string Place(SourceLines lines) => SourceLabel.Of(lines, Sheet.Import.Document.Files);
}
