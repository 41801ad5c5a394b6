namespace DrConsole.Plans.Doctor;

/// <summary>An RTO was never measured by a restore.</summary>
internal sealed class RtoWithoutRestoreTest : IPlanRule
{
    public string Id => "rto-without-restore-test";

    public string Title => "An RTO was never measured by a restore";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "Nobody knows how long a restore takes before it has been done; a target that was never measured is a guess.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var promised = plan.Document.Objectives.Where(objective => objective.RtoMinutes is not null).Cast<PlanItem>().Concat(plan.Document.Tiers.Where(tier => tier.RtoMinutes is not null)).ToList();
        if (promised.Count > 0 && !plan.Document.Duties.Any(IsRestoreTest))
        {
            yield return Finding.Of(
                this, "restore-test", "The plan promises recovery times, but no test with a frequency restores anything.",
                "Add a restore test that is done at least every quarter and measures the time.", [.. promised.Select(item => plan.At(item))]);
        }
    }

    private static bool IsRestoreTest(Duty duty) =>
        duty.Kind == DutyKind.Test && Interval.Of(duty) is not null
        && (Terms.Say(Concept.Restore, [duty.Name, duty.Scope, duty.Remark, .. duty.Parts]) || Terms.Say(Concept.Exercise, duty.Name, duty.Scope, duty.Remark));
}
