namespace DrConsole.Plans;

/// <summary>A ladder of <see cref="EscalationLevel"/>s that carry its name: for which incidents it is climbed, and what happens at its end.</summary>
public sealed record EscalationPath : PlanItem
{
    public required string Name { get; init; }

    /// <summary>Names of the impact tiers it is for; empty means all that no other path names.</summary>
    public IReadOnlyList<string> Tiers { get; init; } = [];

    /// <summary>How many more times the ladder is climbed when nobody answers; null is none.</summary>
    public int? Rounds { get; init; }

    /// <summary>Name of the contact, role or rotation that is called when nobody has answered at all.</summary>
    public string? Fallback { get; init; }
}
