namespace DrConsole.Plans.Doctor;

/// <summary>A backup is removed before the next one is made.</summary>
internal sealed class RetentionShorterThanInterval : IPlanRule
{
    public string Id => "retention-shorter-than-interval";

    public string Title => "A backup is removed before the next one is made";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "In between there is no backup at all.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from policy in plan.Document.Backups
        let every = Interval.Of(policy)
        let kept = Retention.Minutes(policy)
        where every > 0 && kept < every
        select Finding.Of(
            this, policy.Key, $"“{policy.What}” is backed up {Spoken.Every(every.Value)}, but kept for only {Spoken.Time(kept.Value)}.", $"Keep it for more than {Spoken.Time(every.Value)}, best for several of its turns.", plan.At(policy));
}
