using DrConsole.Plans;
using DrConsole.Verification;

namespace DrConsole.Backups.Retention;

/// <summary>Everything that decides which backups of one policy are kept: the plan of what to remove follows from this alone.</summary>
public sealed record RetentionCase
{
    /// <summary>Time between the mark for deletion and the deletion, when nobody chose another.</summary>
    public static readonly TimeSpan UsualGrace = TimeSpan.FromDays(7);

    /// <summary>A backup is kept while any of them keeps it; none at all keeps everything.</summary>
    public required IReadOnlyList<RetentionRule> Rules { get; init; }

    /// <summary>Zone whose days, weeks, months and years are counted.</summary>
    public required TimeZoneInfo Zone { get; init; }

    public required IReadOnlyList<CandidateBackup> Backups { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Level that a newer backup of the same store must have passed before an older one may go.</summary>
    public VerificationLevel SurvivorLevel { get; init; } = VerificationLevel.Restored;

    /// <summary>When the policy's runs began to fail, while they do: nothing is removed meanwhile.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>What keeps every backup of the policy, in words: holds on its system, open incidents.</summary>
    public IReadOnlyList<string> Freezes { get; init; } = [];

    /// <summary>Why the clock is not believed; null when it is.</summary>
    public string? ClockDoubt { get; init; }

    public TimeSpan Grace { get; init; } = UsualGrace;

    /// <summary>Copies that were removed during the last 24 hours, per store: they count against the quarter.</summary>
    public IReadOnlyDictionary<Guid, int> RemovedLately { get; init; } = new Dictionary<Guid, int>();
}

/// <summary>A backup of the policy.</summary>
/// <param name="ConsistentAt">The instant whose state it holds; decides its day, week, month and year.</param>
/// <param name="DependsOn">Backups without which it cannot be restored.</param>
/// <param name="Holds">Holds on this backup itself, in words.</param>
public sealed record CandidateBackup(
    Guid Id, DateTimeOffset ConsistentAt, IReadOnlyList<Guid> DependsOn, IReadOnlyList<string> Holds, IReadOnlyList<CandidateCopy> Copies);

/// <summary>A backup's copy in a store.</summary>
/// <param name="State">As last seen; copies that are missing or deleted are nobody's to remove.</param>
/// <param name="Level">Highest level that this copy passed.</param>
/// <param name="HasFailed">Its last examination failed.</param>
public sealed record CandidateCopy(Guid StoreId, CopyState State, VerificationLevel? Level, bool HasFailed = false)
{
    /// <summary>Until then the store refuses to delete it.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When the mark for deletion may be carried out; null without a mark.</summary>
    public DateTimeOffset? DeletableAt { get; init; }

    /// <summary>Lies in the store.</summary>
    public bool IsThere => State is CopyState.Present or CopyState.Damaged;

    /// <summary>Nothing is known against it.</summary>
    public bool IsSound => State == CopyState.Present && !HasFailed;

    /// <summary>Read back and found whole.</summary>
    public bool IsVerified => IsSound && Level >= VerificationLevel.ReadBack;

    /// <summary>Sound, and passed at least that level.</summary>
    public bool Passed(VerificationLevel level) => IsSound && Level >= level;
}
