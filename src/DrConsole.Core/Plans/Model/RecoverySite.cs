namespace DrConsole.Plans;

/// <summary>A place where service is brought back.</summary>
public sealed record RecoverySite : PlanItem
{
    public required string Name { get; init; }

    public string? Description { get; init; }
}
