namespace DrConsole.Plans;

/// <summary>A block of the document that became nothing else, verbatim. Nothing is lost.</summary>
public sealed record PlanNote : PlanItem
{
    /// <summary>The headings above it, outermost first.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    public required string Text { get; init; }
}
