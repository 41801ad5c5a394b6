using DrConsole.Plans.Compare;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Plans.Compare;

/// <summary>Differences as shape, text and colour, and counted.</summary>
internal static class DifferenceWords
{
    private static readonly DifferenceKind[] Kinds = [DifferenceKind.Added, DifferenceKind.Changed, DifferenceKind.Moved, DifferenceKind.Removed];

    public static (Tone Tone, Mark Mark, string Text) Badge(PlanDifference difference) => difference.What switch
    {
        DifferenceKind.Added => (Tone.Good, Mark.Check, "Added"),
        DifferenceKind.Removed => (Tone.Danger, Mark.Cross, "Removed"),
        DifferenceKind.Moved => (Tone.Neutral, Mark.Skip, "Moved"),
        _ => (Tone.Info, Mark.Half, difference.OldKey is not null && difference.Fields.Any(field => field.Field.Name == difference.Kind.Title) ? "Changed, renamed" : "Changed"),
    };

    public static string Css(DifferenceKind what) => what switch
    {
        DifferenceKind.Added => "added",
        DifferenceKind.Removed => "removed",
        DifferenceKind.Moved => "moved",
        _ => "changed",
    };

    /// <summary>E.g. "2 added, 1 changed".</summary>
    public static string Counts(PlanComparison comparison) => string.Join(", ", Kinds.Select(what => (Count: comparison.Count(what), what)).Where(kind => kind.Count > 0).Select(kind => $"{kind.Count} {Css(kind.what)}"));
}
