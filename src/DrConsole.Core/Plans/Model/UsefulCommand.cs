namespace DrConsole.Plans;

/// <summary>A command worth having at hand, exactly as the document has it.</summary>
public sealed record UsefulCommand : PlanItem
{
    public string? Title { get; init; }

    public required string Text { get; init; }

    public string? Language { get; init; }
}
