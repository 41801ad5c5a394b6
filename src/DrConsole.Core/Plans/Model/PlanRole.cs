namespace DrConsole.Plans;

/// <summary>A role in the recovery team and what it answers for.</summary>
public sealed record PlanRole : PlanItem
{
    public required string Name { get; init; }

    public string? Responsibility { get; init; }

    /// <summary>Name of the contact who fills it.</summary>
    public string? Holder { get; init; }

    /// <summary>Name of the contact who stands in.</summary>
    public string? Deputy { get; init; }
}
