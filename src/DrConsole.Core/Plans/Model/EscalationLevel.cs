namespace DrConsole.Plans;

/// <summary>One rung of the escalation path.</summary>
public sealed record EscalationLevel : PlanItem
{
    /// <summary>As the document names it, e.g. "Level 2".</summary>
    public required string Level { get; init; }

    public required string Who { get; init; }

    public double? AfterMinutes { get; init; }

    /// <summary>Name of the escalation path it belongs to; null when the plan has one path only.</summary>
    public string? Path { get; init; }

    /// <summary>Names of contacts, roles or rotations that are called at once; empty means those that <see cref="Who"/> names.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>How often this level is called again before the next one's turn; null is once.</summary>
    public int? Repeats { get; init; }

    /// <summary>Time between two calls of this level.</summary>
    public double? RepeatMinutes { get; init; }

    /// <summary>What the document adds in words of its own.</summary>
    public string? Remark { get; init; }
}
