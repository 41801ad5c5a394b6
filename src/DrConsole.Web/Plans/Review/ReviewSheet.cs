using DrConsole.Plans;
using DrConsole.Plans.Review;
using DrConsole.Plans.Schema;

namespace DrConsole.Web.Plans.Review;

/// <summary>An import as a page shows it: read once, shown in many parts.</summary>
public sealed class ReviewSheet
{
    /// <summary>Prepares an import for the page.</summary>
    public ReviewSheet(PlanImportView import)
    {
        ArgumentNullException.ThrowIfNull(import);
        Import = import;
        Tree = new(import.Document);
        Rows = [.. import.Proposals().Select(ReviewRow.Of)];
    }

    public PlanImportView Import { get; }

    /// <summary>The import's document, by key.</summary>
    public PlanTree Tree { get; }

    /// <summary>All proposals, in the order of the documents.</summary>
    public IReadOnlyList<ReviewRow> Rows { get; }

    /// <summary>How many were decided.</summary>
    public int Decided => Rows.Count(row => row.Verdict != Verdict.Undecided);

    /// <summary>The parts of a plan that have proposals.</summary>
    public IEnumerable<PlanPart> Parts => PlanPart.All.Where(part => Rows.Any(row => PlanSchema.Find(row.Kind)?.Part == part.Slug));

    /// <summary>The rows that a filter shows.</summary>
    public IReadOnlyList<ReviewRow> Shown(ReviewFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return [.. Rows.Where(filter.Fits)];
    }

    /// <summary>How many rows a filter shows.</summary>
    public int Count(ReviewFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Rows.Count(filter.Fits);
    }

    /// <summary>The row that came from a source line; of several the narrowest. Null when the line became nothing.</summary>
    public ReviewRow? At(int line) => Rows.Where(row => row.Lines is { } lines && lines.First <= line && line <= lines.Last).MinBy(row => row.Lines!.Last - row.Lines.First);

    /// <summary>Lines that became an item, and lines that are kept as notes.</summary>
    public (IReadOnlyList<SourceLines> Placed, IReadOnlyList<SourceLines> Notes) Marks()
    {
        var whole = Tree.Nodes.ToLookup(node => node.Kind.Name == "note");
        return ([.. whole[false].SelectMany(node => SourcePlaces.Of(node.Json))], [.. whole[true].SelectMany(node => SourcePlaces.Of(node.Json))]);
    }
}
