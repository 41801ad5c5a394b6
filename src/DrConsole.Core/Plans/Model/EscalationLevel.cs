namespace DrConsole.Plans;

/// <summary>One rung of the escalation path.</summary>
public sealed record EscalationLevel : PlanItem
{
    /// <summary>As the document names it, e.g. "Level 2".</summary>
    public required string Level { get; init; }

    public required string Who { get; init; }

    public double? AfterMinutes { get; init; }

    /// <summary>What the document adds in words of its own.</summary>
    public string? Remark { get; init; }
}
