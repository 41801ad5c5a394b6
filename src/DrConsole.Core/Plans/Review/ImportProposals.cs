using DrConsole.Plans.Compare;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Review;

/// <summary>Everything that an import proposes: each item of the documents, or for a plan that exists each difference. Pure.</summary>
public static class ImportProposals
{
    /// <summary>The proposals in the order of the documents; what has no place in them comes last.</summary>
    /// <param name="before">The plan as it is; null for a new plan.</param>
    public static IReadOnlyList<Proposal> Of(PlanDocument imported, PlanDocument? before, ImportDecisions decisions)
    {
        ArgumentNullException.ThrowIfNull(imported);
        ArgumentNullException.ThrowIfNull(decisions);
        var tree = new PlanTree(imported);
        var conflicts = imported.Conflicts.Select(conflict => conflict.Item).ToHashSet(StringComparer.Ordinal);
        var proposals = before is null ? tree.Nodes.Where(IsTold).Select(node => Whole(tree, node)) : Differences(tree, imported, before);
        return
        [
            .. proposals.Select(proposal => proposal with { Decision = decisions.Items.GetValueOrDefault(proposal.Id), Flags = Flags(proposal, conflicts) })
                .OrderBy(proposal => proposal.Key == "meta" ? 0 : proposal.Lines.Count > 0 ? proposal.Lines[0].First : int.MaxValue),
        ];
    }

    // A phase without a name says nothing of its own.
    private static bool IsTold(PlanNode node) => node.Kind.Fields.Any(field => SameThing.IsStated(node.Json[field.Name]));

    private static IEnumerable<Proposal> Differences(PlanTree tree, PlanDocument imported, PlanDocument before)
    {
        var old = new PlanTree(before);
        foreach (var difference in PlanDiff.Between(before, imported))
        {
            var node = (difference.What == DifferenceKind.Removed ? old : tree).Find(difference.Key)!;
            var proposals = difference.What switch
            {
                DifferenceKind.Added => Within(tree, node).Where(IsTold).Select(added => Whole(tree, added)),
                DifferenceKind.Changed => difference.Fields.Select(field => Of(tree, node, ProposalKind.Change, field)),
                DifferenceKind.Moved => [Of(tree, node, ProposalKind.Move)],
                _ => [Of(old, node, ProposalKind.Remove) with { Lines = [] }],
            };
            foreach (var proposal in proposals)
            {
                yield return proposal;
            }
        }
    }

    private static IEnumerable<PlanNode> Within(PlanTree tree, PlanNode node) =>
        tree.Nodes.Where(child => string.Equals(child.Place.Parent, node.Key, StringComparison.Ordinal)).SelectMany(child => Within(tree, child)).Prepend(node);

    private static Proposal Whole(PlanTree tree, PlanNode node) => Of(tree, node, ProposalKind.Add);

    private static Proposal Of(PlanTree tree, PlanNode node, ProposalKind what, FieldDifference? field = null) =>
        new(IdOf(what, node.Key, field?.Field.Name), what, node.Kind, node.Key, node.Title, node.Json, Lines(node), field) { Depth = Depth(tree, node) };

    // A phase stands where its first step does.
    private static IReadOnlyList<SourceLines> Lines(PlanNode node) => SourcePlaces.Of(node.Json).ToList() is { Count: > 0 } lines ? lines : SourcePlaces.Whole(node.Json);

    /// <summary>The id of a proposal.</summary>
    internal static string IdOf(ProposalKind what, string key, string? field = null) => what switch
    {
        ProposalKind.Add => key,
        ProposalKind.Change => $"{key}#{field}",
        ProposalKind.Move => $"{key}@",
        _ => $"-{key}",
    };

    private static int Depth(PlanTree tree, PlanNode node) => node.Place.Parent is { } parent ? 1 + Depth(tree, tree.Find(parent)!) : 0;

    private static IReadOnlyList<Oddity> Flags(Proposal proposal, HashSet<string> conflicts) =>
    [
        .. conflicts.Contains(proposal.Key) && proposal.What != ProposalKind.Remove ? [Oddity.Conflict] : (Oddity[])[],
        .. (bool?)proposal.Json["dangerous"] is true ? [Oddity.Dangerous] : (Oddity[])[],
        .. SameThing.IsStated(proposal.Json["placeholder"]) ? [Oddity.Placeholder] : (Oddity[])[],
    ];
}
