namespace DrConsole.Plans;

/// <summary>Something outside that recovery relies on.</summary>
public sealed record ExternalDependency : PlanItem
{
    public required string Name { get; init; }

    public string? Impact { get; init; }
}
