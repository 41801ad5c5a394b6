using DrConsole.Plans.Schema;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Edit;

/// <summary>The form of one item, and the outline of what its outermost holder consists of.</summary>
public sealed partial class ItemEditor
{
    private ElementReference? _title;

    [Parameter, EditorRequired]
    public required EditSession Session { get; set; }

    [Parameter, EditorRequired]
    public required PlanNode Node { get; set; }

    /// <summary>The outermost item that holds it, or the item itself.</summary>
    [Parameter, EditorRequired]
    public required PlanNode Root { get; set; }

    /// <summary>Renders the page again.</summary>
    [Parameter, EditorRequired]
    public required Action OnChanged { get; set; }

    // Chosen from a list: the form may be far below it, and a keyboard goes on from here.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Node.Kind != PlanSchema.Meta && _title is { } title)
        {
            await title.FocusAsync();
        }
    }

    private async Task SetAsync(FieldChange change)
    {
        var saving = Session.SetAsync(Node.Key, change, OnChanged);
        OnChanged(); // shows "saving", and what was entered, while the database works
        await saving;
        OnChanged();
    }
}
