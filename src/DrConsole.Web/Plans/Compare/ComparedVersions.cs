using DrConsole.Plans;
using DrConsole.Plans.Compare;

namespace DrConsole.Web.Plans.Compare;

/// <summary>Two versions of a plan, and what differs.</summary>
/// <param name="Versions">All of the plan, newest first.</param>
/// <param name="Comparison">Null when the plan lacks one of the two.</param>
internal sealed record ComparedVersions(IReadOnlyList<PlanVersionSummary> Versions, int From, int To, PlanComparison? Comparison);
