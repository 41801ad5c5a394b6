namespace DrConsole.Plans;

/// <summary>What is watched: alerts and metrics.</summary>
public sealed record MonitoringRule : PlanItem
{
    public required string Title { get; init; }

    public string? Metric { get; init; }

    /// <summary>When it alarms, e.g. "&gt; 24 hours".</summary>
    public string? Condition { get; init; }

    public string? Severity { get; init; }

    /// <summary>Who or what is told.</summary>
    public string? Notify { get; init; }

    public IReadOnlyList<string> Items { get; init; } = [];

    public IReadOnlyList<CommandBlock> Rules { get; init; } = [];
}
