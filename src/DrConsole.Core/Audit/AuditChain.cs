namespace DrConsole.Audit;

/// <summary>The head of one hash chain. Locked while an entry is added, so that sequence numbers have no gaps.</summary>
public sealed class AuditChain
{
    /// <summary>The chain of everything that belongs to no incident.</summary>
    public const string Console = "console";

    /// <summary><c>console</c>, or <c>incident:</c> and the incident's id.</summary>
    public required string Id { get; init; }

    public long LastSequence { get; set; }

    public byte[] LastHash { get; set; } = [];

    /// <summary>The chain of one incident: its timeline.</summary>
    public static string Incident(Guid incidentId) => $"incident:{incidentId}";
}
