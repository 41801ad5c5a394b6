namespace DrConsole.Plans;

/// <summary>A class of incidents with its recovery target. The number in its name says nothing about severity: <see cref="SeverityRank"/> does.</summary>
public sealed record ImpactTier : PlanItem
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public double? RtoMinutes { get; init; }

    public double? RpoMinutes { get; init; }

    public double? ResponseMinutes { get; init; }

    /// <summary>How often those who wait are told how things stand.</summary>
    public double? UpdateMinutes { get; init; }

    /// <summary>1 is the worst; null while nobody has said so.</summary>
    public int? SeverityRank { get; init; }

    /// <summary>Signs by which an incident is put into this tier.</summary>
    public IReadOnlyList<string> Criteria { get; init; } = [];
}
