namespace DrConsole.Incidents;

/// <summary>Who holds a role in an incident now; who held it before stands in the timeline.</summary>
public sealed class IncidentRole
{
    public Guid IncidentId { get; init; }

    public required string Role { get; init; }

    public Guid PersonId { get; init; }

    public required string PersonName { get; init; }

    public DateTimeOffset Since { get; init; }

    /// <summary>The roles that the console offers; others can be named freely. The commander comes first.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["Incident commander", "Deputy", "Scribe", "Communications lead", "Technical lead"];
}
