namespace DrConsole.Plans;

/// <summary>A protected component.</summary>
public sealed record PlanSystem : PlanItem
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? Criticality { get; init; }

    public string? Region { get; init; }

    public IReadOnlyList<string> DependsOn { get; init; } = [];
}
