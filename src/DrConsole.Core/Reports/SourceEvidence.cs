using DrConsole.Alarms;

namespace DrConsole.Reports;

/// <summary>What one policy's backups are worth at an instant. A pure function of facts, targets and time: pages, metrics and alarms show the same.</summary>
public sealed record SourceEvidence
{
    /// <summary>Clocks that differ by less than this are not called wrong; more than NTP leaves, less than any objective.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    private SourceEvidence(PolicyFacts policy, RecoveryTarget target, DateTimeOffset now) => (Policy, Target, Now) = (policy, target, now);

    public PolicyFacts Policy { get; }

    public RecoveryTarget Target { get; }

    public DateTimeOffset Now { get; }

    /// <summary>The newest instant that could be recovered, and a restore proved that it can; null when none did.</summary>
    public DateTimeOffset? ProvenUntil { get; private init; }

    /// <summary>The newest instant of a whole backup, proven or not.</summary>
    public DateTimeOffset? CompleteUntil { get; private init; }

    /// <summary>True when a backup claims to be of the future.</summary>
    public bool IsClockAhead { get; private init; }

    /// <summary>What would be lost now if the newest proven point were restored; null when nothing is proven or the clock is wrong.</summary>
    public TimeSpan? Rpo => IsClockAhead || ProvenUntil is not { } until ? null : Age(until);

    /// <summary>What would be lost now if the newest whole backup can be restored, which nobody has shown.</summary>
    public TimeSpan? RpoUnproven => IsClockAhead || CompleteUntil is not { } until ? null : Age(until);

    /// <summary>How long a restore would take; null when none was measured.</summary>
    public RestoreEstimate? Rto { get; private init; }

    /// <summary>True: promised and kept. False: broken, or nothing proves that it is kept. Null: nothing was promised.</summary>
    public bool? IsRpoKept => Target.RpoMinutes is { } most ? Rpo is { } rpo && rpo.TotalMinutes <= most : null;

    /// <summary>As <see cref="IsRpoKept"/>.</summary>
    public bool? IsRtoKept => Target.RtoMinutes is { } most ? Rto is { } rto && rto.Total.TotalMinutes <= most : null;

    /// <summary>More would be lost now than was promised. Where nothing is proven, as soon as the policy has promised for longer than that.</summary>
    public bool IsRpoBroken => Target.RpoMinutes is { } most && !IsClockAhead && (Rpo ?? Now - Policy.Since).TotalMinutes > most;

    /// <summary>A restore was measured and would take longer today than was promised.</summary>
    public bool IsRtoBroken => IsRtoKept == false && Rto is not null;

    /// <summary>When the objective will be broken unless a newer backup is proven by then; in the past when it is broken. Null when nothing was promised or proven.</summary>
    public DateTimeOffset? BreaksAt => Target.RpoMinutes is { } most && !IsClockAhead && ProvenUntil is { } until ? until.AddMinutes(most) : null;

    /// <summary>True when the objective breaks before the next run can be proven, judged by how long runs and restores take.</summary>
    public bool BreaksBeforeNext { get; private init; }

    /// <summary>Log that is shipped all the time renews the point, so that no run is waited for.</summary>
    public bool IsContinuous => Policy.WalCoversUntil is { } log && ProvenUntil == log;

    public RunRecord Record { get; private init; } = RunRecord.Of([]);

    /// <summary>Usual size of a backup of the newest one's kind, in plain bytes.</summary>
    public NormalBand? UsualBytes { get; private init; }

    public bool IsSizeUnusual { get; private init; }

    /// <summary>Usual time of a run, in seconds.</summary>
    public NormalBand? UsualSeconds { get; private init; }

    public bool IsTimeUnusual { get; private init; }

    /// <summary>Whole backups that no restore has proved.</summary>
    public int Unproven => Policy.BackupCount - Policy.ProvenCount;

    public EvidenceState State { get; private init; }

    public NextStep Next { get; private init; }

    /// <summary>What the facts are worth.</summary>
    public static SourceEvidence Of(PolicyFacts policy, RecoveryTarget target, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var proven = Later(policy.NewestProven?.ConsistentAt, policy.WalCoversUntil);
        var complete = Later(policy.Newest.Count > 0 ? policy.Newest.Max(point => point.ConsistentAt) : null, policy.WalCoversUntil);
        var rto = RestoreEstimate.Of(policy.Restores, policy.Newest.FirstOrDefault(point => point.IsWhole)?.PlainBytes);
        var record = RunRecord.Of(policy.Runs);
        var figures = new SourceEvidence(policy, target, now)
        {
            ProvenUntil = proven, CompleteUntil = complete, IsClockAhead = proven > now + ClockTolerance || complete > now + ClockTolerance, Rto = rto, Record = record,
            UsualBytes = UsualOf(Alike(policy).Skip(1).Select(point => (double)point.PlainBytes)), UsualSeconds = UsualOf(record.Times.Skip(1)),
        };
        return figures.Judged();
    }

    private SourceEvidence Judged()
    {
        var withProof = Policy.NextDue + TimeSpan.FromSeconds(UsualSeconds?.Median ?? (Record.Times is [var newest, ..] ? newest : 0)) + (Rto?.Half ?? TimeSpan.Zero);
        var state = StateOf();
        return this with
        {
            BreaksBeforeNext = !IsContinuous && BreaksAt is { } breaks && breaks > Now && (withProof is null || withProof > breaks),
            IsSizeUnusual = Policy.Newest.Count > 0 && UsualBytes?.IsOutside(Policy.Newest[0].PlainBytes) == true,
            IsTimeUnusual = Record.Times.Count > 0 && UsualSeconds?.IsOutside(Record.Times[0]) == true,
            State = state, Next = NextOf(state),
        };
    }

    private EvidenceState StateOf() => this switch
    {
        { Policy.IsEnabled: false } => EvidenceState.Paused,
        { Record.IsLastBad: true } => EvidenceState.Failing,
        _ when Has(AlarmKind.BackupFailed, AlarmKind.VerificationFailed) => EvidenceState.Failing,
        { IsClockAhead: true } => EvidenceState.ClockWrong,
        { IsRpoKept: false, Rpo: not null } or { IsRtoBroken: true } => EvidenceState.ObjectiveBroken,
        _ when Policy.LateSince is not null || Has(AlarmKind.BackupLate, AlarmKind.WalSilent) => EvidenceState.Late,
        { CompleteUntil: null } => EvidenceState.NothingYet,
        { ProvenUntil: null } => EvidenceState.Unproven,
        _ when Policy is { RestoreTestDays: { } days, NewestProven.ProvenAt: { } at } && (Now - at).TotalDays > days => EvidenceState.ProofOld,
        _ => EvidenceState.Proven,
    };

    private NextStep NextOf(EvidenceState state) => state switch
    {
        EvidenceState.Paused => NextStep.Resume,
        _ when Policy.OpenRunId is not null => NextStep.Watch,
        EvidenceState.Failing when Record.IsLastBad => NextStep.LookAtRun,
        EvidenceState.Failing or EvidenceState.ClockWrong => NextStep.ReadAlarm,
        EvidenceState.NothingYet or EvidenceState.Late => NextStep.RunNow,
        EvidenceState.ObjectiveBroken when IsRpoKept == false => IsNewestProven ? NextStep.RunNow : NextStep.Prove,
        EvidenceState.Unproven or EvidenceState.ProofOld => NextStep.Prove,
        _ => NextStep.Nothing,
    };

    private bool IsNewestProven => Policy.Newest is [] or [{ ProvenAt: not null }, ..];

    private bool Has(params ReadOnlySpan<AlarmKind> kinds)
    {
        foreach (var alarm in Policy.Alarms)
        {
            if (kinds.Contains(alarm.Kind))
            {
                return true;
            }
        }

        return false;
    }

    private TimeSpan Age(DateTimeOffset until) => until > Now ? TimeSpan.Zero : Now - until;

    // Write-ahead log continues a backup and is nothing without one.
    private static DateTimeOffset? Later(DateTimeOffset? point, DateTimeOffset? wal) => point is { } at && wal > at ? wal : point;

    private static IEnumerable<BackupPoint> Alike(PolicyFacts policy) => policy.Newest.Where(point => point.IsWhole == policy.Newest[0].IsWhole);

    private static NormalBand? UsualOf(IEnumerable<double> earlier) => NormalBand.Of([.. earlier]);
}
