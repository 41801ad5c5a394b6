using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Compare;

/// <summary>One way in which two plans differ. An item that was both changed and moved is told of twice.</summary>
/// <param name="Key">The item's key in the later plan; in the earlier one when it was removed.</param>
/// <param name="OldKey">The item's key in the earlier plan, when it goes by another one now; null otherwise.</param>
/// <param name="Title">What the item is called, in the later plan where it is there.</param>
/// <param name="Parent">Key of the item that holds it, in the plan that <paramref name="Key"/> is of; null when the document does.</param>
/// <param name="Fields">What was changed; empty unless <see cref="DifferenceKind.Changed"/>.</param>
public sealed record PlanDifference(DifferenceKind What, ItemKind Kind, string Key, string? OldKey, string Title, string? Parent, IReadOnlyList<FieldDifference> Fields);

/// <summary>A field before and after, without source lines; null is "not said".</summary>
public sealed record FieldDifference(PlanField Field, JsonNode? Before, JsonNode? After);

/// <summary>What became of an item.</summary>
public enum DifferenceKind
{
    /// <summary>It is new, with all that it holds.</summary>
    Added,

    /// <summary>It is gone, with all that it held and that has no other place now.</summary>
    Removed,

    /// <summary>It says something else.</summary>
    Changed,

    /// <summary>It stands elsewhere in its list, or in another item.</summary>
    Moved,
}
