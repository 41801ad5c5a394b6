namespace DrConsole.Plans;

/// <summary>A disaster-recovery plan: its immutable published versions and at most one draft.</summary>
public sealed class Plan
{
    public Guid Id { get; init; }

    /// <summary>Title of the newest version, or of the draft while nothing is published.</summary>
    public required string Title { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
