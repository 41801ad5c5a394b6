namespace DrConsole.Plans.Doctor;

/// <summary>The steps take longer than the RTO allows.</summary>
internal sealed class StepsLongerThanRto : IPlanRule
{
    public string Id => "steps-longer-than-rto";

    public string Title => "The steps take longer than the RTO allows";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "If the estimates are right, the target is missed before anything goes wrong.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var scenario in plan.Document.Scenarios)
        {
            var needed = scenario.Steps().Sum(step => step.Minutes ?? 0);
            var tier = plan.Document.Tiers.FirstOrDefault(tier => string.Equals(tier.Name, scenario.Tier, StringComparison.OrdinalIgnoreCase));
            if (tier?.RtoMinutes is { } rto && needed > rto)
            {
                yield return Finding.Of(
                    this, scenario.Key, $"The steps of “{scenario.Title}” are estimated at {Spoken.Time(needed)} together, but “{tier.Name}” must be over in {Spoken.Time(rto)}.",
                    "Do steps side by side, shorten them, or state an RTO that can be kept.", plan.At(scenario), plan.At(tier));
            }
        }
    }
}
