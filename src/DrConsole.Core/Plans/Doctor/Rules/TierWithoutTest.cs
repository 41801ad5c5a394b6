namespace DrConsole.Plans.Doctor;

/// <summary>An impact tier is never exercised.</summary>
internal sealed class TierWithoutTest : IPlanRule
{
    public string Id => "tier-without-test";

    public string Title => "An impact tier is never exercised";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "The tier that was never exercised is the one whose steps do not work.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var tests = plan.Document.Duties.Where(duty => duty.Kind == DutyKind.Test).ToList();
        var untested = plan.Document.Tiers.Where(tier => !tests.Exists(test => Names(test, tier))).ToList();
        if (untested.Count > 0 && untested.Count == plan.Document.Tiers.Count)
        {
            yield return Finding.Of(
                this, "tiers", $"No test of the plan says which impact tier it exercises: {Spoken.Names([.. untested.Select(tier => tier.Name)])}.",
                "Say for each tier which test exercises it, and how often.", [.. untested.Select(tier => plan.At(tier))]);
            yield break;
        }

        foreach (var tier in untested)
        {
            yield return Finding.Of(this, tier.Key, $"No test exercises “{tier.Name}”, while other tiers are tested.", "Add a test for this tier with its frequency.", plan.At(tier));
        }
    }

    // "Tier 1 Recovery" tests "Tier 1: Service Disruption": the tier's name up to its first mark is enough.
    private static bool Names(Duty test, ImpactTier tier)
    {
        var name = tier.Name.Split(':', '-', '–', '—', '(')[0].Trim();
        return name.Length > 2 && new[] { test.Name, test.Scope, test.Remark }.Any(text => text is not null && Import.Words.Of(text).Find(new(name)) is not null);
    }
}
