using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Edit.Inputs;

/// <summary>What the inputs of all kinds of fields share. Tells its <see cref="FieldView"/> what came of the person's work.</summary>
public abstract class FieldInput : ComponentBase
{
    [Parameter, EditorRequired]
    public required PlanField Field { get; set; }

    /// <summary>The item or row that has the field.</summary>
    [Parameter, EditorRequired]
    public required JsonObject Item { get; set; }

    [Parameter, EditorRequired]
    public required PlanTree Plan { get; set; }

    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter]
    public bool IsEnabled { get; set; }

    /// <summary>What is wrong with the field; empty when nothing is.</summary>
    [Parameter]
    public string Error { get; set; } = "";

    [CascadingParameter]
    public required FieldView View { get; set; }

    /// <summary>The value that the plan has now.</summary>
    protected JsonNode? Value => Item[Field.Name];

    /// <summary>For <c>aria-invalid</c>.</summary>
    protected string? Invalid => Error.Length > 0 ? "true" : null;

    /// <summary>Sends a value that fits, says what is wrong with one that does not.</summary>
    protected Task SendAsync(JsonNode? value, JsonNode? was)
    {
        if (FieldCheck.Of(Field, value) is { } refusal)
        {
            View.Refuse(refusal);
            return Task.CompletedTask;
        }

        return View.AcceptAsync(FieldValue.Meant(value)?.DeepClone(), was?.DeepClone());
    }
}
