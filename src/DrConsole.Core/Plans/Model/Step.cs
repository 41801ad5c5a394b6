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

    /// <summary>Somebody else must agree before it is done.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>How long it is expected to take.</summary>
    public double? Minutes { get; init; }

    /// <summary>A value to be written down when it is done, e.g. "last restored transaction".</summary>
    public string? ValueAsked { get; init; }

    /// <summary>Keys of the scenarios, procedures and checklists that it refers to.</summary>
    public IReadOnlyList<string> RefersTo { get; init; } = [];
}
