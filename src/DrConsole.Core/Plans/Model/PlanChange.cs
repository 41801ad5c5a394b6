namespace DrConsole.Plans;

/// <summary>A line of the plan's own change record.</summary>
public sealed record PlanChange : PlanItem
{
    /// <summary>What was changed.</summary>
    public required string Text { get; init; }

    /// <summary>As the document gives it.</summary>
    public string? Date { get; init; }

    public string? Version { get; init; }

    public string? Author { get; init; }
}
