namespace DrConsole.Plans;

/// <summary>A role in the recovery team and what it answers for.</summary>
public sealed record PlanRole : PlanItem
{
    public required string Name { get; init; }

    public string? Responsibility { get; init; }
}
