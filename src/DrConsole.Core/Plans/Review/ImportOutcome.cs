using DrConsole.Plans.Compare;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Review;

/// <summary>What a plan says once the decisions about an import are carried out. Pure.</summary>
public static class ImportOutcome
{
    /// <summary>The document: a rejected item's lines are kept as a note, a rejected note is dropped; of a plan that exists only what was taken is changed.</summary>
    /// <param name="before">The plan as it is; null for a new plan.</param>
    public static PlanDocument Of(PlanDocument imported, string sourceText, PlanDocument? before, ImportDecisions decisions)
    {
        ArgumentNullException.ThrowIfNull(imported);
        ArgumentNullException.ThrowIfNull(sourceText);
        var proposals = ImportProposals.Of(imported, before, decisions);
        var wanted = WithoutRejected(imported, sourceText, proposals);
        return PlanConflicts.WithoutStray(before is null ? wanted : Taken(before, wanted, proposals.Where(proposal => proposal.IsTaken).Select(proposal => proposal.Id).ToHashSet(StringComparer.Ordinal)));
    }

    private static PlanDocument WithoutRejected(PlanDocument imported, string sourceText, IReadOnlyList<Proposal> proposals)
    {
        var tree = new PlanTree(imported);
        var notes = new SourceNotes(tree, sourceText, imported.Outline);
        foreach (var rejected in proposals.Where(proposal => proposal is { What: ProposalKind.Add, IsTaken: false, Key: not "meta" }))
        {
            // What stood in a rejected item has gone with it.
            if (tree.Find(rejected.Key) is not { } node)
            {
                continue;
            }

            tree.Remove(rejected.Key);
            foreach (var lines in node.Kind == SourceNotes.Note ? [] : SourcePlaces.Whole(node.Json))
            {
                notes.Keep(lines);
            }
        }

        return tree.ToDocument();
    }

    private static PlanDocument Taken(PlanDocument before, PlanDocument wanted, HashSet<string> taken)
    {
        var chosen = PlanDiff.Between(before, wanted).Select(difference => difference.What switch
        {
            DifferenceKind.Changed => difference with { Fields = [.. difference.Fields.Where(field => taken.Contains(ImportProposals.IdOf(ProposalKind.Change, difference.Key, field.Field.Name)))] },
            _ => difference,
        }).Where(difference => difference.What switch
        {
            DifferenceKind.Added => true, // what was rejected is a note by now
            DifferenceKind.Changed => difference.Fields.Count > 0,
            DifferenceKind.Moved => taken.Contains(ImportProposals.IdOf(ProposalKind.Move, difference.Key)),
            _ => taken.Contains(ImportProposals.IdOf(ProposalKind.Remove, difference.Key)),
        });
        return PlanDiff.WithSourcesOf(PlanDiff.Take(before, wanted, chosen), wanted) with
        {
            Outline = wanted.Outline, Files = wanted.Files, Conflicts = [.. before.Conflicts, .. wanted.Conflicts.ExceptBy(before.Conflicts.Select(conflict => conflict.Key), conflict => conflict.Key, StringComparer.Ordinal)],
        };
    }
}
