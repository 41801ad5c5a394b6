namespace DrConsole.Incidents;

/// <summary>A list of items within an incident: a phase of the scenario, or a checklist of the plan.</summary>
public sealed class IncidentChecklist
{
    public Guid Id { get; init; }

    public Guid IncidentId { get; init; }

    public int Position { get; init; }

    public required string Title { get; init; }

    public string? Section { get; init; }

    public double? FromMinutes { get; init; }

    public double? ToMinutes { get; init; }

    /// <summary>True for lists that must be closed before the incident can be resolved.</summary>
    public bool IsValidation { get; init; }

    public List<IncidentItem> Items { get; init; } = [];
}
