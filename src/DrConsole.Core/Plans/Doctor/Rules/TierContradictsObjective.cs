namespace DrConsole.Plans.Doctor;

/// <summary>A tier’s target contradicts an objective.</summary>
internal sealed class TierContradictsObjective : IPlanRule
{
    public string Id => "tier-contradicts-objective";

    public string Title => "A tier’s target contradicts an objective";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "Two targets for one incident: whoever responds works by one of them, and the manager expects the other.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var tier in plan.Document.Tiers.Where(tier => tier.RtoMinutes is not null))
        {
            foreach (var objective in plan.Document.Objectives.Where(objective => objective.RtoMinutes is not null && objective.RtoMinutes != tier.RtoMinutes && IsSame(objective, tier, plan)))
            {
                yield return Finding.Of(
                    this, $"{tier.Key} {objective.Key}", $"“{tier.Name}” has an RTO of {Spoken.Time(tier.RtoMinutes!.Value)}, but the objective for “{objective.Scope}” says {Spoken.Time(objective.RtoMinutes!.Value)}.",
                    "Decide which of the two holds, and state it once.", plan.At(tier), plan.At(objective));
            }
        }
    }

    // "Tier 1 - Critical" and "Critical Systems" are the same class; a plan-wide target may not be slower in a tier.
    private static bool IsSame(Objective objective, ImpactTier tier, PlanExamination plan) =>
        string.Equals(objective.Scope, tier.Name, StringComparison.OrdinalIgnoreCase)
        || (string.Equals(objective.Kind, "plan", StringComparison.Ordinal) && tier.RtoMinutes > objective.RtoMinutes)
        || (plan.Lexicon.Severity(tier.Name) is not null && Protection.Content(objective.Scope).ToList() is [var only] && plan.Lexicon.Severity(objective.Scope) is not null && Protection.Content(tier.Name).Contains(only, StringComparer.Ordinal));
}
