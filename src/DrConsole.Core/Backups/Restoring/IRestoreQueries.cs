using DrConsole.Backups.Sources;
using DrConsole.Backups.Wal;
using DrConsole.Verification;

namespace DrConsole.Backups.Restoring;

/// <summary>Reads of restores, and of what can be restored.</summary>
public interface IRestoreQueries
{
    /// <summary>Restores, newest first.</summary>
    /// <param name="before">Only those that were asked for before that instant; null begins with the newest.</param>
    Task<IReadOnlyList<RestoreRow>> ListAsync(DateTimeOffset? before, int take, CancellationToken ct);

    /// <summary>One restore; null when there is none.</summary>
    Task<RestoreReport?> ReadAsync(Guid restoreId, CancellationToken ct);

    /// <summary>Backups that a store has whole, newest first.</summary>
    /// <param name="search">Words in the name of source or system; null is all.</param>
    Task<IReadOnlyList<RestorableRow>> RestorableAsync(string? search, int take, CancellationToken ct);

    /// <summary>A backup with all that choosing a target needs; null when there is none.</summary>
    Task<RestorableBackup?> RestorableAsync(Guid backupId, CancellationToken ct);
}

/// <summary>A restore in a list.</summary>
/// <param name="Target">Its identity, as it was typed.</param>
public sealed record RestoreRow(
    Guid Id, Guid BackupId, string Source, DateTimeOffset ConsistentAt, string Target, bool IsDestructive, RestoreState State, string RequestedByName, DateTimeOffset RequestedAt,
    DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Fault, Guid? IncidentId)
{
    /// <summary>From start to end, where both are known.</summary>
    public double? Seconds => (EndedAt - StartedAt)?.TotalSeconds;
}

/// <summary>A restore with everything that is known of it, without secrets.</summary>
public sealed record RestoreReport(
    Guid Id, Guid BackupId, string Source, string SourceKind, DateTimeOffset ConsistentAt, Guid? StoreId, string? StoreName, RestoreTarget Target, bool IsDestructive, string RequestSha256,
    Guid? IncidentId, string? IncidentTitle, RestoreState State, Guid RequestedById, string RequestedByName, DateTimeOffset RequestedAt, string? ApprovedByName, DateTimeOffset? ApprovedAt,
    DateTimeOffset? ApprovalEndsAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Stage, long Bytes, long? ExpectedBytes, DateTimeOffset? CancelRequestedAt,
    IReadOnlyList<VerificationStep> Steps, string? Outcome, string? Fault, string Log)
{
    /// <summary>True when what was begun did not end well: nobody may work with the target.</summary>
    public bool MustNotBeUsed => StartedAt is not null && State is (RestoreState.Failed or RestoreState.Interrupted or RestoreState.Cancelled);
}

/// <summary>A backup that can be restored, in a list.</summary>
/// <param name="Copies">Number of whole copies.</param>
public sealed record RestorableRow(Guid Id, string Source, string SourceKind, string? SystemName, DateTimeOffset ConsistentAt, long PlainBytes, DateTimeOffset? ProvenAt, int Copies);

/// <summary>A backup that can be restored.</summary>
/// <param name="Databases">Names of its databases, where it has any.</param>
/// <param name="Copies">Whole copies, the best first.</param>
public sealed record RestorableBackup(
    Guid Id, string Source, string SourceKind, string? SystemName, DateTimeOffset ConsistentAt, long PlainBytes, long StoredBytes, DateTimeOffset? ProvenAt, string? ServerVersion,
    IReadOnlyList<string> Databases, IReadOnlyList<RestorableCopy> Copies)
{
    /// <summary>For a base backup: to which instants it can be recovered from each store, as far as the database knows.</summary>
    public IReadOnlyList<RecoveryReach> Reaches { get; init; } = [];

    /// <summary>Where its policy reads from now; null when the policy is gone. A form begins with it: most restores go beside the original.</summary>
    public SourceSettings? Origin { get; init; }
}

/// <summary>A whole copy of a backup.</summary>
/// <param name="IsHealthy">The store answers.</param>
public sealed record RestorableCopy(Guid StoreId, string StoreName, string? Site, bool IsHealthy, DateTimeOffset? ProvenAt);
