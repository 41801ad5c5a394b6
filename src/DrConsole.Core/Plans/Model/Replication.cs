namespace DrConsole.Plans;

/// <summary>Data that is copied continuously, and how.</summary>
public sealed record Replication : PlanItem
{
    public required string What { get; init; }

    public string? How { get; init; }

    /// <summary>Where the copy lies.</summary>
    public string? Target { get; init; }
}
