using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Edit;

/// <summary>
/// A form for any item, made from the schema. Each field checks itself in place and reports a change as soon as it is finished; the owner
/// puts the accepted value into <see cref="Json"/>. Until then the field goes on showing what was typed.
/// </summary>
public sealed partial class ItemForm
{
    [Parameter, EditorRequired]
    public required ItemKind Kind { get; set; }

    /// <summary>The item's fields. Read only: it is not changed by the form.</summary>
    [Parameter, EditorRequired]
    public required JsonObject Json { get; set; }

    /// <summary>The plan, for the names that a field may refer to.</summary>
    [Parameter, EditorRequired]
    public required PlanTree Plan { get; set; }

    [Parameter]
    public EventCallback<FieldChange> OnChange { get; set; }

    /// <summary>What the owner has to say against fields, by JSON name.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string>? Errors { get; set; }

    /// <summary>Begins the ids of the inputs; two forms on one page need two.</summary>
    [Parameter]
    public string Id { get; set; } = "item";

    [Parameter]
    public bool IsEnabled { get; set; } = true;

    /// <summary>Shown beside a field's label, e.g. that it is saved.</summary>
    [Parameter]
    public RenderFragment<PlanField>? Beside { get; set; }

    /// <summary>Shown below a field, e.g. what somebody else made of it.</summary>
    [Parameter]
    public RenderFragment<PlanField>? Below { get; set; }

    /// <summary>Begins the names under which the browser keeps unsaved text over a reload; null keeps nothing.</summary>
    [Parameter]
    public string? KeptAs { get; set; }
}
