namespace DrConsole.Plans.Doctor;

/// <summary>An impact tier has no recovery target.</summary>
internal sealed class TierWithoutTarget : IPlanRule
{
    public string Id => "tier-without-target";

    public string Title => "An impact tier has no recovery target";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "An incident of such a tier has no clock to work against.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from tier in plan.Document.Tiers
        where tier.RtoMinutes is null && plan.Document.Tiers.Any(other => other.RtoMinutes is not null)
        select Finding.Of(this, tier.Key, $"“{tier.Name}” has no RTO, while other tiers have one.", "State how fast service must be back in an incident of this tier.", plan.At(tier));
}
