namespace DrConsole.Plans;

/// <summary>What is watched: alerts and metrics.</summary>
public sealed record MonitoringRule : PlanItem
{
    public required string Title { get; init; }

    public IReadOnlyList<string> Items { get; init; } = [];

    public IReadOnlyList<CommandBlock> Rules { get; init; } = [];
}
