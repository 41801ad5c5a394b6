namespace DrConsole.Plans;

/// <summary>A disaster that the plan foresees: how it shows, and what is done in which order.</summary>
public sealed record Scenario : PlanItem
{
    public required string Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Name of the impact tier, when the document ties the scenario to one.</summary>
    public string? Tier { get; init; }

    public IReadOnlyList<string> Detection { get; init; } = [];

    public IReadOnlyList<Phase> Phases { get; init; } = [];

    /// <summary>The blocks of code as the document has them; a step carries its part of one.</summary>
    public IReadOnlyList<CommandBlock> Commands { get; init; } = [];

    /// <summary>All steps, in order.</summary>
    public IEnumerable<Step> Steps() => Phases.SelectMany(phase => phase.Steps);
}
