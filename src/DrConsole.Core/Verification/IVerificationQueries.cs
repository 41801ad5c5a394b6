namespace DrConsole.Verification;

/// <summary>Reads of examinations.</summary>
public interface IVerificationQueries
{
    /// <summary>Examinations that match, newest first.</summary>
    Task<IReadOnlyList<VerificationRow>> ListAsync(VerificationFilter filter, CancellationToken ct);

    /// <summary>One with its report; null when there is none.</summary>
    Task<VerificationView?> FindAsync(Guid runId, CancellationToken ct);
}

/// <summary>Which examinations are wanted.</summary>
/// <param name="Before">Only those asked for before that instant; null begins with the newest.</param>
public sealed record VerificationFilter(
    Guid? BackupId = null, Guid? PolicyId = null, Guid? StoreId = null, VerificationState? State = null, Verdict? Verdict = null, DateTimeOffset? Before = null, int Take = 50);

/// <summary>An examination as a list shows it.</summary>
public sealed record VerificationRow(
    Guid Id, Guid BackupId, string Source, DateTimeOffset ConsistentAt, Guid StoreId, string StoreName, VerificationLevel Level, VerificationState State, Verdict? Verdict, VerificationLevel? Reached,
    DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string Reason, string RequestedByName, string? Stage, string? Fault);

/// <summary>An examination in full.</summary>
/// <param name="Report">Null before its end.</param>
public sealed record VerificationView(VerificationRow Row, VerificationReport? Report);
