namespace DrConsole.Plans.Doctor;

/// <summary>A finding and what somebody decided about it.</summary>
/// <param name="Waiver">The decision, also one that is over; null when there is none.</param>
public sealed record JudgedFinding(Finding Finding, PlanWaiver? Waiver, bool IsWaived);

/// <summary>Lays waivers over findings. A waiver holds to the end of its last day; then the finding is back.</summary>
public static class Waived
{
    /// <summary>Every finding, in its order.</summary>
    /// <param name="waivers">Those of the plan that were not taken back.</param>
    public static IReadOnlyList<JudgedFinding> Judge(IReadOnlyList<Finding> findings, IReadOnlyList<PlanWaiver> waivers, DateOnly today) =>
    [
        .. from finding in findings
           let waiver = waivers.Where(waiver => string.Equals(waiver.Rule, finding.Rule, StringComparison.Ordinal) && string.Equals(waiver.Subject, finding.Subject, StringComparison.Ordinal))
               .MaxBy(waiver => waiver.ExpiresOn)
           select new JudgedFinding(finding, waiver, waiver is not null && waiver.ExpiresOn >= today),
    ];
}
