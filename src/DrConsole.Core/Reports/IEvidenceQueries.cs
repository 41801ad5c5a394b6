namespace DrConsole.Reports;

/// <summary>Reads of what could be recovered now. The database alone is asked: no store, no source.</summary>
public interface IEvidenceQueries
{
    /// <summary>Everything that is backed up or promised.</summary>
    Task<Evidence> ReadAsync(CancellationToken ct);
}

/// <summary>What could be recovered at an instant.</summary>
/// <param name="Systems">The worst first.</param>
/// <param name="Unprotected">Objectives of published plans for a system that no policy backs up.</param>
/// <param name="Alarms">All open alarms about backups, oldest first.</param>
public sealed record Evidence(DateTimeOffset At, IReadOnlyList<SystemEvidence> Systems, IReadOnlyList<PlannedObjective> Unprotected, IReadOnlyList<OpenAlarm> Alarms)
{
    /// <summary>All objectives of the published plans.</summary>
    public IReadOnlyList<PlannedObjective> Planned { get; private init; } = [];

    /// <summary>The systems for which an objective of a plan's version is meant; empty when no policy backs up any.</summary>
    public IReadOnlyList<SystemEvidence> MeantBy(Guid versionId, string scope) =>
        Planned.FirstOrDefault(objective => objective.VersionId == versionId && objective.Scope == scope) is { } found
            ? [.. Systems.Where(system => PlannedObjective.For(system.Name, [found]).Count > 0)] : [];

    public IEnumerable<SourceEvidence> Sources => Systems.SelectMany(system => system.Sources);

    /// <summary>Whole backups that no restore has proved.</summary>
    public int Unproven => Systems.Sum(system => system.Unproven);

    /// <summary>The facts' worth at an instant.</summary>
    public static Evidence Of(IReadOnlyList<PolicyFacts> policies, IReadOnlyList<PlannedObjective> planned, IReadOnlyList<OpenAlarm> alarms, DateTimeOffset now)
    {
        var systems = SystemEvidence.Group(policies.Select(policy => SourceEvidence.Of(policy, RecoveryTarget.Of(policy, planned), now)));
        return new(now, systems, [.. planned.Where(objective => !objective.IsForAll && !objective.IsForClass && IsPromise(objective) && !policies.Any(policy => IsMeant(policy, objective)))], alarms) { Planned = planned };
    }

    private static bool IsPromise(PlannedObjective objective) => objective.RpoMinutes is not null || objective.RtoMinutes is not null;

    private static bool IsMeant(PolicyFacts policy, PlannedObjective objective) => PlannedObjective.For(policy.SystemName ?? policy.Name, [objective]).Count > 0;
}
