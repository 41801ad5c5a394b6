using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;

namespace DrConsole.Web.Plans.Edit;

/// <summary>Where an item can be moved to by one place. At the end of its list it goes on into the neighbouring one: a step into the next phase.</summary>
public static class Siblings
{
    /// <summary>The items of one list, in order.</summary>
    public static IReadOnlyList<PlanNode> Of(PlanTree tree, ItemKind kind, string? parent) =>
        [.. tree.Nodes.Where(node => node.Kind == kind && node.Place.Parent == parent)];

    /// <summary>One place up; null when it is the first of all.</summary>
    public static MoveItem? Up(PlanTree tree, PlanNode node)
    {
        var list = Of(tree, node.Kind, node.Place.Parent);
        var at = IndexOf(list, node);
        return at > 0 ? new(node.Key, node.Place.Parent, at > 1 ? list[at - 2].Key : null)
            : Neighbour(tree, node, -1) is { } before ? new(node.Key, before.Key, AddItem.Last) : null;
    }

    /// <summary>One place down; null when it is the last of all.</summary>
    public static MoveItem? Down(PlanTree tree, PlanNode node)
    {
        var list = Of(tree, node.Kind, node.Place.Parent);
        var at = IndexOf(list, node);
        return at < list.Count - 1 ? new(node.Key, node.Place.Parent, list[at + 1].Key)
            : Neighbour(tree, node, 1) is { } after ? new(node.Key, after.Key, null) : null;
    }

    // The parent before or behind the item's own, within the same grandparent.
    private static PlanNode? Neighbour(PlanTree tree, PlanNode node, int step)
    {
        if (node.Place.Parent is not { } key || tree.Find(key) is not { Place.Parent: { } grandparent } parent)
        {
            return null;
        }

        var parents = Of(tree, parent.Kind, grandparent);
        return parents.ElementAtOrDefault(IndexOf(parents, parent) + step);
    }

    private static int IndexOf(IReadOnlyList<PlanNode> list, PlanNode node) => list.Select(other => other.Key).ToList().IndexOf(node.Key);
}
