using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Compare;

/// <summary>Puts differences of two plans into words.</summary>
internal sealed class ComparedWords(PlanDocument before, PlanDocument after)
{
    private const string Step = " › ";
    private readonly PlanPairs _pairs = new(before, after);

    public ComparedItem Of(PlanDifference difference)
    {
        var tree = difference.What == DifferenceKind.Removed ? _pairs.Before : _pairs.After;
        var node = tree.Find(difference.Key)!;
        var isWhole = difference.What is DifferenceKind.Added or DifferenceKind.Removed;
        return new(
            difference, Path(tree, difference.Parent), difference.What == DifferenceKind.Moved ? Move(node) : null,
            isWhole ? Whole(node, difference.What) : [.. difference.Fields.Select(field => new ComparedField(field.Field.Label, Say(_pairs.Before, field.Field, field.Before), Say(_pairs.After, field.Field, field.After)))],
            isWhole ? [.. Held(tree, node, 1)] : []);
    }

    private static ComparedField[] Whole(PlanNode node, DifferenceKind what) =>
    [
        .. node.Kind.Fields.Where(field => !string.Equals(field.Name, node.Kind.Title, StringComparison.Ordinal))
            .Select(field => (field.Label, Text: FieldText.Of(field, FieldMeaning.Of(node.Json[field.Name])))).Where(field => field.Text.Length > 0)
            .Select(field => what == DifferenceKind.Added ? new ComparedField(field.Label, "", field.Text) : new ComparedField(field.Label, field.Text, "")),
    ];

    private static IEnumerable<HeldItem> Held(PlanTree tree, PlanNode node, int depth) =>
        tree.Nodes.Where(child => string.Equals(child.Place.Parent, node.Key, StringComparison.Ordinal)).SelectMany(child => Held(tree, child, depth + 1).Prepend(new(child.Kind.Singular, child.Title, depth)));

    private static string Say(PlanTree tree, PlanField field, JsonNode? value) => FieldText.Of(field, value, key => tree.Find(key)?.Title);

    private static string? Path(PlanTree tree, string? parent) =>
        parent is null || tree.Find(parent) is not { } holder ? null : Path(tree, holder.Place.Parent) is { } above ? above + Step + holder.Title : holder.Title;

    private string Move(PlanNode node)
    {
        var (from, to) = (Path(_pairs.Before, _pairs.Before.Find(_pairs.Earlier(node.Key)!)!.Place.Parent), Path(_pairs.After, node.Place.Parent));
        if (!string.Equals(from, to, StringComparison.Ordinal))
        {
            return $"from “{from}” to “{to}”";
        }

        return node.Place.After is { } neighbour ? $"now behind “{_pairs.After.Find(neighbour)!.Title}”" : "now the first";
    }
}
