using DrConsole.Plans.Schema;

namespace DrConsole.Web.Plans.Edit;

/// <summary>Addresses of the editor.</summary>
public static class EditLinks
{
    /// <summary>A part of a draft, in the editor; without one its particulars.</summary>
    public static string Part(Guid draftId, string? part = null) => part is null ? $"/plans/drafts/{draftId}/edit" : $"/plans/drafts/{draftId}/edit/{part}";

    /// <summary>An item of a draft, in the editor.</summary>
    public static string Item(Guid draftId, PlanNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return Item(draftId, node.Kind.Part, node.Key);
    }

    /// <summary>An item of a draft, in the editor.</summary>
    public static string Item(Guid draftId, string part, string key) => $"{Part(draftId, part)}?item={Uri.EscapeDataString(key)}";

    /// <summary>An item at any depth of a draft, in the editor.</summary>
    public static string Item(Guid draftId, PlanTree tree, PlanNode node)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(node);
        return node.Kind == PlanSchema.Meta ? Part(draftId) : Item(draftId, tree.Outermost(node).Kind.Part, node.Key);
    }

    /// <summary>Adding many contacts at once.</summary>
    public static string Contacts(Guid draftId) => $"/plans/drafts/{draftId}/contacts";
}
