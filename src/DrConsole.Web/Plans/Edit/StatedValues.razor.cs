using System.Text.Json.Nodes;
using DrConsole.Plans;
using DrConsole.Plans.Schema;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Edit;

/// <summary>The values that the documents state for one field, when they state several: one is kept with one click.</summary>
public sealed partial class StatedValues
{
    [Parameter, EditorRequired]
    public required EditSession Session { get; set; }

    /// <summary>The item.</summary>
    [Parameter, EditorRequired]
    public required PlanNode Node { get; set; }

    [Parameter, EditorRequired]
    public required PlanField Field { get; set; }

    /// <summary>Saves the chosen value like one that was entered.</summary>
    [Parameter]
    public EventCallback<FieldChange> OnChange { get; set; }

    private IEnumerable<PlanConflict> Conflicts =>
        Session.Sheet?.Document.Conflicts.Where(conflict => conflict.Item == Node.Key && conflict.Field == Field.Name) ?? [];

    private bool IsBusy => Session.EditOf(Node.Key, Field.Name) is { Saving.IsBusy: true };

    private Task KeepAsync(StatedValue value) => OnChange.InvokeAsync(new(Field.Name, JsonNode.Parse(value.Json), Node.Json[Field.Name]?.DeepClone()));
}
