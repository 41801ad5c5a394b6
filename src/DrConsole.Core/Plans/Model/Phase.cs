namespace DrConsole.Plans;

/// <summary>A part of a scenario, with its time window when the document gives one (minutes from declaration).</summary>
public sealed record Phase : PlanItem
{
    /// <summary>Empty when the scenario has no phases.</summary>
    public required string Title { get; init; }

    public double? FromMinutes { get; init; }

    /// <summary>Null is open-ended ("4+ hours") or not said.</summary>
    public double? ToMinutes { get; init; }

    public IReadOnlyList<Step> Steps { get; init; } = [];
}
