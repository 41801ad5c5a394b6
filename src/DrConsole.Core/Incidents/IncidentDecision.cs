namespace DrConsole.Incidents;

/// <summary>A decision as it was taken. A later one does not change it, it stands beside it.</summary>
public sealed class IncidentDecision
{
    public Guid Id { get; init; }

    public Guid IncidentId { get; init; }

    public required string Question { get; init; }

    public string[] Options { get; init; } = [];

    public required string Choice { get; init; }

    public required string Reason { get; init; }

    public required string DecidedByName { get; init; }

    public DateTimeOffset DecidedAt { get; init; }
}
