using DrConsole.Backups.Format;
using DrConsole.Backups.Restoring;
using DrConsole.Verification;

namespace DrConsole.Backups.Catalogue;

/// <summary>Reads of backups, their copies and their proof. The database alone is asked: no store.</summary>
public interface IBackupQueries
{
    /// <summary>Backups, newest state first.</summary>
    Task<BackupList> ListAsync(BackupFilter filter, CancellationToken ct);

    /// <summary>One backup with all that is known of it; null when there is none of that id.</summary>
    Task<BackupDetail?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>What there is to filter by.</summary>
    Task<BackupChoices> ChoicesAsync(CancellationToken ct);

    /// <summary>The points in time that can be restored between two instants, source by source.</summary>
    Task<IReadOnlyList<SourceTimeline>> TimelineAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}

/// <summary>Which backups are wanted.</summary>
/// <param name="Source">Name of the source in the stores' keys.</param>
/// <param name="After">The last row's place, to go on below it.</param>
public sealed record BackupFilter(string? Source = null, Guid? PolicyId = null, Guid? StoreId = null, BackupProof? Proof = null, bool WithRemoved = false, BackupPlace? After = null, int Take = 50);

/// <summary>What is wanted of a backup's proof or copies.</summary>
public enum BackupProof
{
    /// <summary>A restore gave the right content.</summary>
    Proven,

    /// <summary>No restore has proved it.</summary>
    Unproven,

    /// <summary>A copy is missing or damaged.</summary>
    Incomplete,

    /// <summary>Something keeps it whatever the rules say.</summary>
    Held,
}

/// <summary>A backup's place in the list, by which the next page goes on.</summary>
public sealed record BackupPlace(DateTimeOffset ConsistentAt, Guid Id);

/// <summary>A page of backups.</summary>
public sealed record BackupList(IReadOnlyList<BackupRow> Rows, bool HasMore);

/// <summary>A backup as a row.</summary>
public sealed record BackupRow(
    Guid Id, string Source, string SourceKind, string? SystemName, Guid? PolicyId, string? PolicyName, DateTimeOffset ConsistentAt, DateTimeOffset CompletedAt,
    long PlainBytes, long StoredBytes, VerificationLevel? VerifiedLevel, DateTimeOffset? ProvenAt, DateTimeOffset? RemovedAt, bool IsHeld, IReadOnlyList<CopyRow> Copies)
{
    public BackupPlace Place => new(ConsistentAt, Id);

    /// <summary>True when at least one store has it whole, as far as is known.</summary>
    public bool IsThere => RemovedAt is null && Copies.Any(copy => copy.State == CopyState.Present);
}

/// <summary>A copy of a backup as a row.</summary>
public sealed record CopyRow(
    Guid StoreId, string StoreName, string? Site, CopyState State, DateTimeOffset CheckedAt, VerificationLevel? VerifiedLevel, DateTimeOffset? VerifiedAt, DateTimeOffset? ProvenAt,
    string? Fault, DateTimeOffset? LockedUntil, DateTimeOffset? DeletableAt)
{
    /// <summary>Text form of the store's address.</summary>
    public required string StoreUrl { get; init; }
}

/// <summary>One backup with all that is known of it.</summary>
/// <param name="Manifest">Null when the stored text cannot be read by this console.</param>
/// <param name="Needs">Backups that it needs to be restored.</param>
public sealed record BackupDetail(
    BackupRow Row, string Folder, string ManifestSha256, Manifest? Manifest, IReadOnlyList<BackupRow> Needs,
    IReadOnlyList<ExaminationRow> Examinations, IReadOnlyList<RestoreOfBackup> Restores, IReadOnlyList<HoldRow> Holds, IReadOnlyList<ReceiptRow> Receipts);

/// <summary>An examination as a row, newest first.</summary>
public sealed record ExaminationRow(
    Guid Id, Guid StoreId, string StoreName, VerificationLevel Level, VerificationState State, Verdict? Verdict, VerificationLevel? Reached,
    DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string Reason, string RequestedByName, string? Stage, string? Fault, VerificationReport? Report);

/// <summary>A restore of a backup, done or asked for, as a row; newest first.</summary>
public sealed record RestoreOfBackup(Guid Id, string Target, RestoreState State, DateTimeOffset RequestedAt, string RequestedByName, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt);

/// <summary>A reason to keep a backup, released or not, newest first.</summary>
public sealed record HoldRow(Guid Id, string? SystemName, Guid? IncidentId, string Reason, string ByName, DateTimeOffset At, DateTimeOffset? ReleasedAt, string? ReleasedByName);

/// <summary>A removed copy as a row.</summary>
public sealed record ReceiptRow(Guid StoreId, DateTimeOffset At, string Rule, string ByName);

/// <summary>What there is to filter by.</summary>
public sealed record BackupChoices(IReadOnlyList<string> Sources, IReadOnlyList<NamedId> Policies, IReadOnlyList<NamedId> Stores);

/// <summary>Something to choose.</summary>
public sealed record NamedId(Guid Id, string Name);

/// <summary>A source's points in time that can be restored.</summary>
/// <param name="Points">Oldest first.</param>
/// <param name="Windows">Stretches of time each of whose instants can be restored, oldest first.</param>
public sealed record SourceTimeline(string Source, string SourceKind, string? SystemName, Guid? PolicyId, string? PolicyName, IReadOnlyList<TimelinePoint> Points, IReadOnlyList<TimelineWindow> Windows);

/// <summary>A backup on the timeline.</summary>
public sealed record TimelinePoint(Guid BackupId, DateTimeOffset At, VerificationLevel? VerifiedLevel, DateTimeOffset? ProvenAt, int Copies, int MissingCopies);

/// <summary>A stretch of time each of whose instants can be restored from write-ahead log.</summary>
/// <param name="BackupId">The base backup that it continues.</param>
/// <param name="IsProven">The base was proven by a restore.</param>
public sealed record TimelineWindow(Guid BackupId, DateTimeOffset From, DateTimeOffset Until, bool IsProven);
