using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;
using DrConsole.Web.Plans.Edit.Inputs;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Edit;

/// <summary>One field of a form: its label, the input for its kind, its hint, and what is wrong with it.</summary>
public sealed partial class FieldView
{
    private string? _refusal;

    [Parameter, EditorRequired]
    public required PlanField Field { get; set; }

    /// <summary>The item or row that has the field.</summary>
    [Parameter, EditorRequired]
    public required JsonObject Item { get; set; }

    [Parameter, EditorRequired]
    public required PlanTree Plan { get; set; }

    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>What the owner says against the field.</summary>
    [Parameter]
    public string? Error { get; set; }

    [Parameter]
    public bool IsEnabled { get; set; }

    [Parameter]
    public RenderFragment? Beside { get; set; }

    [Parameter]
    public RenderFragment? Below { get; set; }

    /// <summary>Name under which the browser keeps unsaved text over a reload; null keeps nothing.</summary>
    [Parameter]
    public string? KeptAs { get; set; }

    [Parameter]
    public EventCallback<FieldChange> OnChange { get; set; }

    /// <summary>What is wrong, from the field itself or from its owner; null when nothing is.</summary>
    public string? Shown => _refusal ?? Error;

    /// <summary>Ids of the texts that explain the field.</summary>
    public string DescribedBy => Field.Hint is null ? $"{Id}-error" : $"{Id}-hint {Id}-error";

    private bool IsGroup => Field.Kind is FieldKind.Names or FieldKind.Keys or FieldKind.Commands or FieldKind.Methods or FieldKind.RetentionRules or FieldKind.Overrides;

    private bool IsWide => Field.Kind is FieldKind.LongText or FieldKind.Lines or FieldKind.Cron || Field.MaxLength > 1_000 || Field is { Kind: FieldKind.Text, IsRequired: true };

    private Type Input => Field.Kind switch
    {
        FieldKind.LongText or FieldKind.Lines => typeof(AreaInput),
        FieldKind.Flag => typeof(FlagInput),
        FieldKind.Choice => typeof(ChoiceInput),
        FieldKind.Names => typeof(NamesInput),
        FieldKind.Keys => typeof(KeysInput),
        FieldKind.Commands or FieldKind.Methods or FieldKind.RetentionRules or FieldKind.Overrides => typeof(RowsInput),
        _ => typeof(LineInput),
    };

    private Dictionary<string, object> Parameters => new(StringComparer.Ordinal)
    {
        [nameof(FieldInput.Field)] = Field,
        [nameof(FieldInput.Item)] = Item,
        [nameof(FieldInput.Plan)] = Plan,
        [nameof(FieldInput.Id)] = Id,
        [nameof(FieldInput.IsEnabled)] = IsEnabled,
        [nameof(FieldInput.Error)] = Shown ?? "",
    };

    /// <summary>Passes a finished value on.</summary>
    public Task AcceptAsync(JsonNode? value, JsonNode? was)
    {
        Refuse(null);
        return OnChange.InvokeAsync(new(Field.Name, value, was));
    }

    /// <summary>Says what is wrong with what was typed; null takes it back.</summary>
    public void Refuse(string? refusal)
    {
        _refusal = refusal;
        StateHasChanged();
    }
}
