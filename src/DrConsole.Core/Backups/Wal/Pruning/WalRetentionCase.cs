using DrConsole.Backups.Retention;

namespace DrConsole.Backups.Wal.Pruning;

/// <summary>Everything that decides which log of one source goes from one store.</summary>
public sealed record WalRetentionCase
{
    public required Guid StoreId { get; init; }

    /// <summary>What lies in the store.</summary>
    public required IReadOnlyList<WalPiece> Pieces { get; init; }

    /// <summary>Base backups whose copy in this store was not deleted, damaged ones and ones still to be completed too: their log is kept.</summary>
    public required IReadOnlyList<WalBase> Bases { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>What keeps everything, in words.</summary>
    public IReadOnlyList<string> Freezes { get; init; } = [];

    /// <summary>What stops every removal, in words.</summary>
    public IReadOnlyList<string> Stops { get; init; } = [];

    /// <summary>Marks that stand.</summary>
    public IReadOnlyList<WalDeletionMark> Marks { get; init; } = [];

    /// <summary>Pieces that were removed from this store during the last 24 hours.</summary>
    public int RemovedLately { get; init; }

    public TimeSpan Grace { get; init; } = RetentionCase.UsualGrace;
}
