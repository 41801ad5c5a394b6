namespace DrConsole.Plans;

/// <summary>A named script or runbook that steps refer to.</summary>
public sealed record Procedure : PlanItem
{
    public required string Title { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<Step> Steps { get; init; } = [];

    public IReadOnlyList<CommandBlock> Commands { get; init; } = [];

    /// <summary>File name of the script, e.g. <c>restore-database.sh</c>.</summary>
    public string? Script { get; init; }

    /// <summary>Link that the document gives for it.</summary>
    public string? Link { get; init; }

    /// <summary>Who keeps it true.</summary>
    public string? Owner { get; init; }
}
