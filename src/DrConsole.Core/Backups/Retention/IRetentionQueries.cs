using DrConsole.Backups.Wal.Pruning;
using DrConsole.Plans;

namespace DrConsole.Backups.Retention;

/// <summary>Reads of what retention would do. Nothing is changed, and no store is asked.</summary>
public interface IRetentionQueries
{
    /// <summary>What retention of a policy would do now; null when there is no such policy.</summary>
    Task<RetentionPreview?> PreviewAsync(Guid policyId, CancellationToken ct);

    /// <summary>Which points will exist at an instant to come, if every run succeeds and is proved; null when there is no such policy.</summary>
    /// <exception cref="Platform.RefusedException">The instant lies in the past or too far ahead.</exception>
    Task<RetentionPreview?> ForecastAsync(Guid policyId, DateTimeOffset at, CancellationToken ct);

    /// <summary>Holds, the standing ones first.</summary>
    Task<IReadOnlyList<BackupHold>> HoldsAsync(CancellationToken ct);

    /// <summary>Receipts of what was deleted, newest first.</summary>
    Task<IReadOnlyList<DeletionReceipt>> ReceiptsAsync(int take, CancellationToken ct);
}

/// <summary>A plan of retention with the names that a person reads.</summary>
/// <param name="At">The instant that it is for.</param>
/// <param name="Stores">Names of the stores by id.</param>
public sealed record RetentionPreview(
    Guid PolicyId, string PolicyName, DateTimeOffset At, IReadOnlyList<RetentionRule> Rules, RetentionPlan Plan, IReadOnlyDictionary<Guid, string> Stores)
{
    /// <summary>What would become of write-ahead log now, per store; empty for a policy without, and for an instant to come.</summary>
    public IReadOnlyList<WalRetentionPlan> Log { get; init; } = [];
}
