using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Edit;

/// <summary>The items of one list of the draft: choose, find, add, remove, and move by buttons. As an outline it shows what they hold, too.</summary>
public sealed partial class ItemList
{
    private const int LongList = 12;

    private string _sought = "";

    [Parameter, EditorRequired]
    public required EditSession Session { get; set; }

    [Parameter, EditorRequired]
    public required ItemKind Kind { get; set; }

    /// <summary>Key of the item that holds them; null when the plan does.</summary>
    [Parameter]
    public string? Parent { get; set; }

    /// <summary>Key of the item whose form is open.</summary>
    [Parameter]
    public string? Selected { get; set; }

    /// <summary>Slug of the part whose page shows this list.</summary>
    [Parameter, EditorRequired]
    public required string Part { get; set; }

    [Parameter]
    public int Level { get; set; } = 2;

    [Parameter]
    public bool IsOutline { get; set; }

    /// <summary>Renders the page again.</summary>
    [Parameter, EditorRequired]
    public required Action OnChanged { get; set; }

    private PlanTree Tree => Session.Tree!;

    private IReadOnlyList<PlanNode> Nodes => Siblings.Of(Tree, Kind, Parent);

    private IReadOnlyList<PlanNode> Found => _sought.Trim() is { Length: > 0 } sought
        ? [.. Nodes.Where(node => node.Title.Contains(sought, StringComparison.CurrentCultureIgnoreCase))]
        : Nodes;

    private string HeadId => $"list-{Kind.Name}-{Parent?.Replace('/', '-') ?? "plan"}";

    private bool MayDo => RendererInfo.IsInteractive && !Session.Whole.IsBusy;

    // Among some that were found, "one place up" would jump over those that are hidden.
    private bool MayMove => MayDo && _sought.Trim().Length == 0;

    private string PartOf(PlanNode node) => node.Kind.Parents.Count == 0 ? node.Kind.Part : Part;

    private async Task DoAsync(DraftChange? change)
    {
        if (change is not null)
        {
            await Session.DoAsync(change, OnChanged);
            OnChanged();
        }
    }
}
