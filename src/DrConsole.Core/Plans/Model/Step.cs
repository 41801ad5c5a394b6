namespace DrConsole.Plans;

/// <summary>One thing to do.</summary>
public sealed record Step : PlanItem
{
    public required string Text { get; init; }

    /// <summary>The numbered item under which a bullet stands, e.g. "Damage Assessment".</summary>
    public string? Group { get; init; }

    public IReadOnlyList<CommandBlock> Commands { get; init; } = [];

    public string? Role { get; init; }

    public string? Expected { get; init; }

    public string? Evidence { get; init; }

    public bool Dangerous { get; init; }
}
