using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Edit;

/// <summary>Asks for what an item cannot be without, and adds it at the end of its list.</summary>
public sealed partial class AddForm(NavigationManager navigation)
{
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);
    private JsonObject _item = [];
    private int _made;

    [Parameter, EditorRequired]
    public required EditSession Session { get; set; }

    [Parameter, EditorRequired]
    public required ItemKind Kind { get; set; }

    /// <summary>Key of the item that will hold it; null when the plan does.</summary>
    [Parameter]
    public string? Parent { get; set; }

    /// <summary>Slug of the part whose page shows the form.</summary>
    [Parameter, EditorRequired]
    public required string Part { get; set; }

    /// <summary>Renders the page again.</summary>
    [Parameter, EditorRequired]
    public required Action OnChanged { get; set; }

    private string Id => $"add-{Kind.Name}-{Parent?.Replace('/', '-') ?? "plan"}";

    private bool IsEnabled => RendererInfo.IsInteractive && !Session.Whole.IsBusy;

    // The name first, then whatever else is required.
    private IEnumerable<PlanField> Asked => Kind.Fields.Where(candidate => candidate.Name == Kind.Title || candidate.IsRequired);

    private void Set(FieldChange change)
    {
        _item[change.Field] = change.Value?.DeepClone();
        _errors.Remove(change.Field);
    }

    private async Task AddAsync()
    {
        _errors.Clear();
        foreach (var field in Asked)
        {
            if (FieldCheck.Of(field, _item[field.Name]) is { } fault)
            {
                _errors[field.Name] = fault;
            }
        }

        if (_errors.Count == 0 && await Session.DoAsync(new AddItem(Kind.Name, Parent, AddItem.Last, _item), OnChanged) is { } added)
        {
            (_item, _made) = ([], _made + 1);
            if (Parent is null)
            {
                navigation.NavigateTo(EditLinks.Item(Session.DraftId, Part, added.Item));
            }
        }

        OnChanged();
    }
}
