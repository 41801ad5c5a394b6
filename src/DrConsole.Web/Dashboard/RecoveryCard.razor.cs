using DrConsole.Plans;
using DrConsole.Reports;
using DrConsole.Web.Plans.Parts;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Dashboard;

/// <summary>Targets beside what was measured and proven. Where nothing was, the card says so instead of inventing a number.</summary>
public sealed partial class RecoveryCard
{
    private const int ShownPerPlan = 8;
    private const int ShownOpen = 2; // of more plans only the names, or the card would bury the page

    [Parameter, EditorRequired]
    public required IReadOnlyList<PlanTargets> Plans { get; set; }

    /// <summary>What could be recovered; null while nobody has read it.</summary>
    [Parameter]
    public Evidence? Evidence { get; set; }

    /// <summary>Why it could not be read.</summary>
    [Parameter]
    public string? Failure { get; set; }

    private IReadOnlyList<SystemEvidence> Meant(PlanTargets plan, Objective objective) => Evidence?.MeantBy(plan.VersionId, objective.Scope) ?? [];

    private int MeasuredOf(PlanTargets plan) => plan.Objectives.Count(objective => Meant(plan, objective).Any(system => system.Rpo is not null || system.Rto is not null));

    private static int Proven(Evidence evidence) => evidence.Systems.Count(system => system.State == EvidenceState.Proven);

    private static string Sentence(Evidence evidence) => (Proven(evidence), evidence.Systems.Count, evidence.Alarms.Count) switch
    {
        (0, _, _) => "Nothing is proven: no restore has shown that a backup can be used within what was promised.",
        (var proven, var all, 0) when proven == all => "Everything that is backed up is proven by restores, within what was promised.",
        (var proven, var all, 0) => $"{proven} of {all} systems are proven by restores, within what was promised.",
        (var proven, var all, var alarms) => $"{proven} of {all} systems are proven; {alarms} {(alarms == 1 ? "alarm is" : "alarms are")} open.",
    };

    private static LogScale ScaleOf(PlanTargets plan) =>
        LogScale.Upto(plan.Objectives.SelectMany(static o => new[] { o.RtoMinutes ?? 0, o.RpoMinutes ?? 0 }).DefaultIfEmpty(0).Max());
}
