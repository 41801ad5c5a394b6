namespace DrConsole.Plans;

/// <summary>A heading of the imported document: with its notes it shows where each item stood.</summary>
public sealed record PlanHeading : PlanItem
{
    public required string Title { get; init; }

    /// <summary>1 is the outermost; a bold line that serves as a heading stands below all real ones.</summary>
    public required int Level { get; init; }
}
