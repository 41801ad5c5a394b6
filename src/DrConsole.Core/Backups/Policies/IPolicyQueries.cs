using DrConsole.Backups.Runs;

namespace DrConsole.Backups.Policies;

/// <summary>Reads of policies.</summary>
public interface IPolicyQueries
{
    /// <summary>All policies that are not deleted, by name.</summary>
    Task<IReadOnlyList<PolicyRow>> ListAsync(CancellationToken ct);

    /// <summary>A policy with everything that was set up; null when there is none.</summary>
    Task<PolicyView?> FindAsync(Guid policyId, CancellationToken ct);

    /// <summary>What would be refused and found if it were saved like this.</summary>
    /// <param name="policyId">The policy that is changed; null when it would be a new one.</param>
    Task<PolicyExamination> ExamineAsync(PolicyDraft draft, Guid? policyId, CancellationToken ct);

    /// <summary>What a published plan asks for and no policy carries out yet.</summary>
    Task<IReadOnlyList<PolicyProposal>> ProposalsAsync(CancellationToken ct);
}

/// <summary>A policy as a list shows it.</summary>
/// <param name="NextDue">When its next run may start: blackouts and offset are counted in; null when it has no schedule or is switched off.</param>
/// <param name="LastRun">The newest run that is not merely recorded as missed.</param>
/// <param name="LastGoodAt">When the newest good run ended.</param>
/// <param name="LastGoodState">The instant whose state the newest backup holds.</param>
/// <param name="LateSince">When the oldest run that should have begun and did not was due; null while nothing is late.</param>
public sealed record PolicyRow(
    Guid Id, string Name, string Source, string SourceKind, string? SystemName, string? PlanItemKey, bool IsEnabled, bool IsOwn, string? Cron, string Zone,
    int? OnChangeSeconds, double? RpoMinutes, double? RtoMinutes, IReadOnlyList<string> StoreNames, DateTimeOffset? NextDue, RunRow? LastRun, DateTimeOffset? LastGoodAt,
    DateTimeOffset? LastGoodState, DateTimeOffset? LateSince);

/// <summary>A policy in full, without its secrets.</summary>
/// <param name="Version">Goes back with a change: of two people who change it at once the slower is told to look again.</param>
/// <param name="NextDue">The next five instants at which it may start.</param>
public sealed record PolicyView(
    Guid Id, uint Version, PolicyDraft Draft, bool HasPassword, bool HasMaterial, bool IsOwn, int OffsetSeconds, DateTimeOffset CreatedAt, PolicyRow Row,
    IReadOnlyList<DateTimeOffset> NextDue, IReadOnlyList<PolicyFinding> Findings);

/// <summary>A policy that a plan asks for, as far as the plan says; somebody completes and saves it.</summary>
/// <param name="Draft">With what the plan says; null where its source must be set up by hand first.</param>
/// <param name="Missing">What has to be added before it can be saved, in words.</param>
public sealed record PolicyProposal(Guid PlanVersionId, string PlanTitle, string PlanItemKey, string Title, ProposedPolicy Draft, IReadOnlyList<string> Missing);

/// <summary>What a plan says of a policy.</summary>
/// <param name="SourceKind">As in <see cref="Sources.SourceSettings.Kind"/>; null where the plan does not say.</param>
/// <param name="StoreIds">Stores of this console whose name is a destination of the plan.</param>
public sealed record ProposedPolicy(
    string Name, string? SystemName, string? SourceKind, string? Cron, string Zone, IReadOnlyList<Plans.RetentionRule> Retention, IReadOnlyList<Guid> StoreIds,
    double? RpoMinutes, double? RtoMinutes);
