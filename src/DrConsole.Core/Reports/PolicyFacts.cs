using DrConsole.Alarms;
using DrConsole.Backups.Runs;
using DrConsole.Verification;

namespace DrConsole.Reports;

/// <summary>What the database knows of one policy, as far as it bears on what could be recovered.</summary>
public sealed record PolicyFacts
{
    public required Guid PolicyId { get; init; }

    public required string Name { get; init; }

    public required string Source { get; init; }

    public required string SourceKind { get; init; }

    /// <summary>Name of the protected system in the plan; null where nobody said so.</summary>
    public string? SystemName { get; init; }

    /// <summary>Policies with the same words here back up the same data in different ways: the better one counts.</summary>
    public required string Data { get; init; }

    public bool IsEnabled { get; init; } = true;

    /// <summary>Since when it promises anything.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Longest time between two instants of its schedule; null without one.</summary>
    public TimeSpan? LongestGap { get; init; }

    /// <summary>When its next run may start; null without a schedule or while it is switched off.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>When the oldest run that should have begun and did not was due; null while nothing is late.</summary>
    public DateTimeOffset? LateSince { get; init; }

    public int StoreCount { get; init; }

    public VerificationLevel VerifyLevel { get; init; }

    public double? RestoreTestDays { get; init; }

    /// <summary>The policy's own objectives, in minutes.</summary>
    public double? RpoMinutes { get; init; }

    public double? RtoMinutes { get; init; }

    /// <summary>Backups that are whole in at least one store now, newest first; a limited number.</summary>
    public IReadOnlyList<BackupPoint> Newest { get; init; } = [];

    /// <summary>The newest of them that a restore proved, however old it is.</summary>
    public BackupPoint? NewestProven { get; init; }

    public int BackupCount { get; init; }

    public int ProvenCount { get; init; }

    /// <summary>Ended runs, newest first; a limited number.</summary>
    public IReadOnlyList<EndedRun> Runs { get; init; } = [];

    /// <summary>A run that is waiting or under way.</summary>
    public Guid? OpenRunId { get; init; }

    /// <summary>Restores that were measured, newest first; a limited number.</summary>
    public IReadOnlyList<MeasuredRestore> Restores { get; init; } = [];

    /// <summary>Everything committed before this instant is in shipped write-ahead log without a gap; null where there is none, or a gap is known.</summary>
    public DateTimeOffset? WalCoversUntil { get; init; }

    /// <summary>Up to when shipped write-ahead log reaches, with or without gaps; null where there is none.</summary>
    public DateTimeOffset? WalShippedUntil { get; init; }

    /// <summary>Open alarms about the policy, oldest first.</summary>
    public IReadOnlyList<OpenAlarm> Alarms { get; init; } = [];
}

/// <summary>A backup that could be restored, as a point in time.</summary>
/// <param name="ConsistentAt">The instant whose state it holds.</param>
/// <param name="IsWhole">It needs no other backup; sizes are compared only among backups of one kind.</param>
public sealed record BackupPoint(Guid Id, DateTimeOffset ConsistentAt, DateTimeOffset CompletedAt, long PlainBytes, long StoredBytes, bool IsWhole, VerificationLevel? VerifiedLevel, DateTimeOffset? ProvenAt);

/// <summary>A run that has ended.</summary>
public sealed record EndedRun(Guid Id, RunState State, DateTimeOffset ScheduledFor, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Fault)
{
    /// <summary>How long it worked; null when it never began.</summary>
    public TimeSpan? Took => EndedAt - StartedAt;
}

/// <summary>A restore whose parts were measured: an examination's, or one that somebody asked for.</summary>
/// <param name="PlainBytes">Size of what was restored.</param>
public sealed record MeasuredRestore(DateTimeOffset EndedAt, long PlainBytes, IReadOnlyList<VerificationStep> Steps);

/// <summary>An alarm that is open.</summary>
public sealed record OpenAlarm(AlarmKind Kind, string Subject, string Text, DateTimeOffset RaisedAt);
