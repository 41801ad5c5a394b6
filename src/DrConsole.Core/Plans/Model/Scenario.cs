namespace DrConsole.Plans;

/// <summary>A disaster that the plan foresees: how it shows, and what is done in which order.</summary>
public sealed record Scenario : PlanItem
{
    public required string Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Name of the impact tier, when the document ties the scenario to one.</summary>
    public string? Tier { get; init; }

    public IReadOnlyList<string> Detection { get; init; } = [];

    /// <summary>Name of the role that leads.</summary>
    public string? Role { get; init; }

    /// <summary>Names of the systems that it strikes.</summary>
    public IReadOnlyList<string> Systems { get; init; } = [];

    public IReadOnlyList<Phase> Phases { get; init; } = [];

    /// <summary>What must be true before it is over.</summary>
    public IReadOnlyList<string> Validation { get; init; } = [];

    /// <summary>The blocks of code as the document has them; a step carries its part of one.</summary>
    public IReadOnlyList<CommandBlock> Commands { get; init; } = [];

    /// <summary>All steps, in order.</summary>
    public IEnumerable<Step> Steps() => Phases.SelectMany(phase => phase.Steps);
}
