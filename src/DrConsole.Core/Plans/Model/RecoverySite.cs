namespace DrConsole.Plans;

/// <summary>A place where service is brought back.</summary>
public sealed record RecoverySite : PlanItem
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>In the field's words: hot, warm, cold.</summary>
    public string? Readiness { get; init; }

    public string? Region { get; init; }
}
