namespace DrConsole.Plans;

/// <summary>A protected component.</summary>
public sealed record PlanSystem : PlanItem
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? Criticality { get; init; }

    public string? Region { get; init; }

    /// <summary>Where its data may lie, in the plan's words, e.g. "EU only".</summary>
    public string? Residency { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? Owner { get; init; }

    /// <summary>Names of systems or external dependencies that must work before it can.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
}
