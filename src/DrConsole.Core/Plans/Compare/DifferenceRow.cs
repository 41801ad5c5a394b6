using System.Text.Json.Nodes;

namespace DrConsole.Plans.Compare;

/// <summary>A difference as programs read it, in the API and on the command line.</summary>
/// <param name="Kind">Name of the kind of item, e.g. <c>step</c>.</param>
/// <param name="OldKey">The item's key in the earlier plan when it goes by another one now.</param>
/// <param name="Where">Titles of the items that hold it.</param>
/// <param name="Move">Where it went, in words, when it was moved.</param>
public sealed record DifferenceRow(DifferenceKind What, string Kind, string Key, string? OldKey, string Title, string? Where, string? Move, IReadOnlyList<DifferenceRowField> Fields)
{
    /// <summary>All rows of a comparison, in its order.</summary>
    public static IReadOnlyList<DifferenceRow> Of(PlanComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return
        [
            .. from item in comparison.Parts.SelectMany(part => part.Items)
               let difference = item.Difference
               select new DifferenceRow(difference.What, difference.Kind.Name, difference.Key, difference.OldKey, difference.Title, item.Where, item.Move,
                   [.. difference.Fields.Select(field => new DifferenceRowField(field.Field.Name, field.Field.Label, field.Before, field.After))]),
        ];
    }
}

/// <summary>A field of a <see cref="DifferenceRow"/>; null is "not said".</summary>
public sealed record DifferenceRowField(string Name, string Label, JsonNode? Before, JsonNode? After);
