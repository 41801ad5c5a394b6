namespace DrConsole.Plans.Doctor;

/// <summary>A backup is gone before a restore test can reach it.</summary>
internal sealed class RetentionShorterThanTest : IPlanRule
{
    public string Id => "retention-shorter-than-test";

    public string Title => "A backup is gone before a restore test can reach it";

    public FindingSeverity Severity => FindingSeverity.Hint;

    public string Why => "What is kept for a day and tested once a week is mostly never tested.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var test = plan.Document.Duties.Where(duty => duty.Kind == DutyKind.Test && Terms.Say(Concept.Restore, duty.Name, duty.Scope) && Terms.Say(Concept.Backup, duty.Name, duty.Scope))
            .Select(duty => (Duty: duty, Every: Interval.Of(duty))).Where(test => test.Every > 0).OrderBy(test => test.Every).FirstOrDefault();
        foreach (var policy in plan.Document.Backups.Where(policy => test.Duty is not null && Retention.Minutes(policy) < test.Every))
        {
            yield return Finding.Of(
                this, policy.Key, $"“{policy.What}” is kept for {Spoken.Time(Retention.Minutes(policy)!.Value)}, but a restore is tested {Spoken.Every(test.Every!.Value)} (“{test.Duty.Name}”).",
                "Test more often, or keep it longer.", plan.At(policy), plan.At(test.Duty));
        }
    }
}
