using DrConsole.Web.Plans.Parts;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Dashboard;

/// <summary>Targets beside what was measured. Nothing has been measured, and the card says so instead of inventing a number.</summary>
public sealed partial class RecoveryCard
{
    private const int ShownPerPlan = 8;
    private const int ShownOpen = 2; // of more plans only the names, or the card would bury the page

    [Parameter, EditorRequired]
    public required IReadOnlyList<PlanTargets> Plans { get; set; }

    private static LogScale ScaleOf(PlanTargets plan) =>
        LogScale.Upto(plan.Objectives.SelectMany(static o => new[] { o.RtoMinutes ?? 0, o.RpoMinutes ?? 0 }).DefaultIfEmpty(0).Max());
}
