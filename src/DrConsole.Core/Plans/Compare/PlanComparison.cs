using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Compare;

/// <summary>The differences of two plans as people read them: by part of the plan, each with its place and its fields in words.</summary>
public sealed record PlanComparison(IReadOnlyList<ComparedPart> Parts)
{
    /// <summary>How many differences there are.</summary>
    public int Total => Parts.Sum(part => part.Items.Count);

    /// <summary>Compares.</summary>
    public static PlanComparison Of(PlanDocument before, PlanDocument after)
    {
        var words = new ComparedWords(before, after);
        return new([.. PlanDiff.Between(before, after).GroupBy(difference => difference.Kind.Part, StringComparer.Ordinal).Select(part => new ComparedPart(part.Key, [.. part.Select(words.Of)]))]);
    }

    /// <summary>How many differences of that kind there are.</summary>
    public int Count(DifferenceKind what) => Parts.Sum(part => part.Items.Count(item => item.Difference.What == what));
}

/// <summary>The differences in one part of the plan.</summary>
/// <param name="Slug">Of the part, as <see cref="ItemKind.Part"/> names it.</param>
public sealed record ComparedPart(string Slug, IReadOnlyList<ComparedItem> Items);

/// <summary>One difference in words.</summary>
/// <param name="Where">Titles of the items that hold it, outermost first; null when the document does.</param>
/// <param name="Move">Where it went, for one that was moved; null otherwise.</param>
/// <param name="Fields">What was changed; for a new or removed item all that it says.</param>
/// <param name="Holds">What a new or removed item holds, each line with its depth below it.</param>
public sealed record ComparedItem(PlanDifference Difference, string? Where, string? Move, IReadOnlyList<ComparedField> Fields, IReadOnlyList<HeldItem> Holds);

/// <summary>A field before and after, in words; empty is "not said".</summary>
public sealed record ComparedField(string Label, string Before, string After);

/// <summary>An item within a new or removed one.</summary>
/// <param name="Depth">1 is directly within it.</param>
public sealed record HeldItem(string Kind, string Title, int Depth);
