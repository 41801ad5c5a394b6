namespace DrConsole.Plans;

/// <summary>Something outside that recovery relies on.</summary>
public sealed record ExternalDependency : PlanItem
{
    public required string Name { get; init; }

    public string? Impact { get; init; }

    public string? Provider { get; init; }

    /// <summary>What is done while it is away.</summary>
    public string? Fallback { get; init; }
}
