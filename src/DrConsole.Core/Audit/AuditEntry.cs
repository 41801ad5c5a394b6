namespace DrConsole.Audit;

/// <summary>
/// One entry of a chain. <see cref="Body"/> is the evidence: canonical JSON bytes that hold every other column and the previous entry's hash.
/// The columns beside it serve searching, and are compared with the body when the chain is verified.
/// </summary>
public sealed class AuditEntry
{
    public Guid Id { get; init; }

    public required string Chain { get; init; }

    /// <summary>1, 2, 3 … without gaps.</summary>
    public long Sequence { get; init; }

    /// <summary>When it happened, as stated by who recorded it.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the console wrote it.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    public required string ActorKind { get; init; }

    public Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    /// <summary>Dotted name, e.g. <c>incident.item.done</c>.</summary>
    public required string Action { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>SHA-256 of <see cref="Body"/>.</summary>
    public required byte[] Hash { get; init; }
}
