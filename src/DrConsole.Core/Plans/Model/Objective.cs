namespace DrConsole.Plans;

/// <summary>A recovery time or recovery point objective for a scope. Zero is a value; null is "not said".</summary>
public sealed record Objective : PlanItem
{
    public required string Scope { get; init; }

    /// <summary>What kind of scope it is: service class, system, data, tier, scenario or plan.</summary>
    public string? Kind { get; init; }

    public double? RtoMinutes { get; init; }

    public double? RpoMinutes { get; init; }

    /// <summary><c>&lt;</c>, <c>≤</c>, <c>&gt;</c>, or null when the document gives the bare value.</summary>
    public string? Qualifier { get; init; }

    /// <summary>What the document adds, e.g. "max 15 minutes data loss".</summary>
    public string? Remark { get; init; }
}
