namespace DrConsole.Plans;

/// <summary>A list of things to check off.</summary>
public sealed record PlanChecklist : PlanItem
{
    public required string Title { get; init; }

    /// <summary>Heading that groups it with its sisters, e.g. "Recovery Checklist".</summary>
    public string? Section { get; init; }

    public IReadOnlyList<string> Items { get; init; } = [];
}
