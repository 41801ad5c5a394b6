using DrConsole.Backups.Format;

namespace DrConsole.Backups.Wal;

/// <summary>A base backup, as far as the write-ahead log is concerned.</summary>
/// <param name="ConsistentAt">From this instant on it can be recovered to: the end of the backup.</param>
/// <param name="HasOwnWal">It carries the log of its own time.</param>
public sealed record BasePoint(Guid BackupId, string SystemIdentifier, int Timeline, Lsn StartLsn, Lsn EndLsn, DateTimeOffset ConsistentAt, bool HasOwnWal = false)
{
    /// <summary>The point of a base backup; null for backups of another kind.</summary>
    public static BasePoint? Of(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return manifest.Facts.Wal is { } wal
            ? new(manifest.BackupId, wal.SystemIdentifier, wal.Timeline, Lsn.Parse(wal.StartLsn), Lsn.Parse(wal.EndLsn), manifest.ConsistentAt, wal.HasOwnWal)
            : null;
    }
}

/// <summary>From one base backup, every instant from <see cref="From"/> to <see cref="Until"/> (both by the server's clock) can be recovered.</summary>
/// <param name="Timelines">The base backup's timeline first, the one at whose end recovery arrives last.</param>
/// <param name="UntilLsn">Recovery of everything must reach it.</param>
/// <param name="EndsAtGap">More was shipped behind the end, and it cannot be reached from here.</param>
public sealed record RecoveryWindow(
    BasePoint Base, IReadOnlyList<int> Timelines, DateTimeOffset From, DateTimeOffset Until, Lsn UntilLsn, bool EndsAtGap)
{
    /// <summary>Recovery's target timeline.</summary>
    public int Timeline => Timelines[^1];

    /// <summary>True when that instant can be recovered.</summary>
    public bool Holds(DateTimeOffset instant) => From <= instant && instant <= Until;
}

/// <summary>Write-ahead log that was not shipped, or is not there any more: nothing recovers across it.</summary>
/// <param name="After">By the server's clock: what was committed before this instant lies before the gap.</param>
public sealed record WalGap(string SystemIdentifier, int Timeline, Lsn From, Lsn To, DateTimeOffset After, int SegmentBytes)
{
    /// <summary>PostgreSQL's name of the first segment that is missing.</summary>
    public string FirstMissing => WalName.Of(Timeline, From, SegmentBytes).File(SegmentBytes);

    /// <summary>PostgreSQL's name of the last segment that is missing.</summary>
    public string LastMissing => WalName.Of(Timeline, new(Math.Max(To.Value - 1, From.Value)), SegmentBytes).File(SegmentBytes);
}

/// <summary>What the write-ahead log of a source allows.</summary>
/// <param name="Unusable">Base backups that cannot be made consistent, because log of their own time is missing.</param>
public sealed record WalReport(
    IReadOnlyList<RecoveryWindow> Windows, IReadOnlyList<WalGap> Gaps, IReadOnlyList<BasePoint> Unusable, IReadOnlyList<WalStretch> Stretches);

/// <summary>Log of one timeline without a hole.</summary>
public sealed record WalStretch(string SystemIdentifier, int Timeline, Lsn From, Lsn To, DateTimeOffset CoversUntil, Lsn CoversLsn, int SegmentBytes);
