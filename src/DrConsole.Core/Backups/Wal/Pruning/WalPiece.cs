namespace DrConsole.Backups.Wal.Pruning;

/// <summary>A piece of log as it lies in one store.</summary>
/// <param name="SealedAt">When it was made, by the console's clock.</param>
public sealed record WalPiece(string SystemIdentifier, WalName Name, int SegmentBytes, DateTimeOffset SealedAt, long StoredBytes)
{
    /// <summary>Where its segment ends when it is full.</summary>
    public Lsn End => Name.End(SegmentBytes);

    /// <summary>PostgreSQL's name.</summary>
    public string File => Name.File(SegmentBytes);

    /// <summary>The log of one timeline of one cluster.</summary>
    public (string SystemIdentifier, int Timeline) Line => (SystemIdentifier, Name.Timeline);

    /// <summary>A record's piece; null when its name is none of PostgreSQL's.</summary>
    public static WalPiece? Of(WalRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return WalName.TryParse(record.Name, record.SegmentBytes) is { } name
            ? new(record.SystemIdentifier, record.Kind == WalKind.Partial ? name with { Kind = WalKind.Partial } : name, record.SegmentBytes, record.SealedAt, record.StoredBytes)
            : null;
    }
}

/// <summary>A base backup that keeps log: its copy in this store was not deleted.</summary>
/// <param name="IsProven">It is whole in this very store, and passed the level that a survivor needs.</param>
public sealed record WalBase(BasePoint Point, bool IsProven);

/// <summary>Log that was found needless: it goes when it still is, and its grace is over.</summary>
public sealed record WalDeletionMark(DateTimeOffset At, DateTimeOffset DeletableAt, IReadOnlyList<WalFloor> Floors)
{
    /// <summary>True for a piece that it is about.</summary>
    public bool Covers(WalPiece piece) => Floors.Any(floor => floor.Line == piece.Line && (piece.Name.Kind == WalKind.History ? floor.IsWhole : piece.Name.Segment < floor.Below));
}

/// <summary>On one timeline, what lies before a segment.</summary>
/// <param name="Below">Number of the first segment that is not meant.</param>
/// <param name="IsWhole">All of the timeline is meant, with its history.</param>
public sealed record WalFloor(string SystemIdentifier, int Timeline, ulong Below, bool IsWhole)
{
    internal (string SystemIdentifier, int Timeline) Line => (SystemIdentifier, Timeline);
}
