using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Compare;

/// <summary>Compares two plans by what they mean: source lines, headings and the way of writing a value make no difference.</summary>
public static class PlanDiff
{
    /// <summary>All differences, in the order in which a plan is read; within a kind the removed ones last. None when both say the same.</summary>
    public static IReadOnlyList<PlanDifference> Between(PlanDocument before, PlanDocument after)
    {
        var pairs = new PlanPairs(before, after);
        var moved = MovedKeys(pairs);
        return
        [
            .. PlanSchema.Kinds.Prepend(PlanSchema.Meta).SelectMany(kind =>
                pairs.After.Nodes.Where(node => node.Kind == kind).SelectMany(node => Later(pairs, node, moved))
                    .Concat(pairs.Before.Nodes.Where(node => node.Kind == kind).SelectMany(node => Gone(pairs, node)))),
        ];
    }

    /// <summary>
    /// The earlier plan with only the taken differences; of a changed item only the fields that the difference still lists.
    /// Renamed items keep their earlier key. A move into something that was not taken is not made.
    /// </summary>
    /// <param name="taken">Differences of these two plans, as <see cref="Between"/> told them.</param>
    public static PlanDocument Take(PlanDocument before, PlanDocument after, IEnumerable<PlanDifference> taken) =>
        new PlanTaking(new(before, after)).Take(taken);

    /// <summary>
    /// A plan whose items know the lines of another document: each item takes the lines of the one it is paired with,
    /// and an item that the other does not have forgets its lines.
    /// </summary>
    public static PlanDocument WithSourcesOf(PlanDocument plan, PlanDocument imported)
    {
        var pairs = new PlanPairs(plan, imported);
        foreach (var node in pairs.Before.Nodes.Where(node => node.Kind != PlanSchema.Meta))
        {
            var source = pairs.Later(node.Key) is { } key ? pairs.After.Find(key) : null;
            foreach (var field in (string[])["source", "moreSources"])
            {
                node.Json.Remove(field);
                if (source?.Json[field] is { } lines)
                {
                    node.Json[field] = lines.DeepClone();
                }
            }
        }

        return pairs.Before.ToDocument();
    }

    private static IEnumerable<PlanDifference> Later(PlanPairs pairs, PlanNode node, HashSet<string> moved)
    {
        if (pairs.Earlier(node.Key) is not { } earlier)
        {
            // What stands in something new is told of with it.
            return node.Place.Parent is null || pairs.Earlier(node.Place.Parent) is not null ? [Of(DifferenceKind.Added, node)] : [];
        }

        var oldKey = string.Equals(earlier, node.Key, StringComparison.Ordinal) ? null : earlier;
        var fields = Fields(pairs, pairs.Before.Find(earlier)!, node);
        return
        [
            .. fields.Count > 0 ? [Of(DifferenceKind.Changed, node) with { OldKey = oldKey, Fields = fields }] : (PlanDifference[])[],
            .. moved.Contains(node.Key) ? [Of(DifferenceKind.Moved, node) with { OldKey = oldKey }] : (PlanDifference[])[],
        ];
    }

    private static PlanDifference[] Gone(PlanPairs pairs, PlanNode node) =>
        pairs.Later(node.Key) is null && (node.Place.Parent is null || pairs.Later(node.Place.Parent) is not null) ? [Of(DifferenceKind.Removed, node)] : [];

    private static PlanDifference Of(DifferenceKind what, PlanNode node) => new(what, node.Kind, node.Key, null, node.Title, node.Place.Parent, []);

    private static List<FieldDifference> Fields(PlanPairs pairs, PlanNode before, PlanNode after) =>
    [
        .. after.Kind.Fields
            .Select(field => new FieldDifference(field, FieldMeaning.Of(before.Json[field.Name]), FieldMeaning.Of(after.Json[field.Name])))
            .Where(field => !JsonNode.DeepEquals(field.Before, field.Field.Kind == FieldKind.Keys ? FieldMeaning.WithKeys(field.After, key => pairs.Earlier(key) ?? key) : field.After)),
    ];

    private static HashSet<string> MovedKeys(PlanPairs pairs)
    {
        var place = pairs.Before.Nodes.Select((node, index) => (node.Key, index)).ToDictionary(node => node.Key, node => node.index, StringComparer.Ordinal);
        var moved = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in pairs.After.Nodes.Where(node => pairs.Earlier(node.Key) is not null).GroupBy(node => (node.Kind, node.Place.Parent)))
        {
            var stayed = list.Where(node => IsInItsList(pairs, node)).ToList();
            var run = LongestRun.Of(stayed.ConvertAll(node => place[pairs.Earlier(node.Key)!]));
            moved.UnionWith(list.Select(node => node.Key).Except(stayed.Where((_, index) => run.Contains(index)).Select(node => node.Key), StringComparer.Ordinal));
        }

        return moved;
    }

    private static bool IsInItsList(PlanPairs pairs, PlanNode node)
    {
        var before = pairs.Before.Find(pairs.Earlier(node.Key)!)!.Place.Parent;
        return node.Place.Parent is null ? before is null : before is not null && string.Equals(before, pairs.Earlier(node.Place.Parent), StringComparison.Ordinal);
    }
}
