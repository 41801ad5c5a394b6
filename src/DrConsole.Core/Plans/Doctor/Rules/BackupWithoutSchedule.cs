namespace DrConsole.Plans.Doctor;

/// <summary>A backup has no schedule.</summary>
internal sealed class BackupWithoutSchedule : IPlanRule
{
    public string Id => "backup-without-schedule";

    public string Title => "A backup has no schedule";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "What has no time is done when somebody thinks of it.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from policy in plan.Document.Backups
        where policy.Cron is null && policy.Mode is not (BackupMode.OnChange or BackupMode.OnDeployment or BackupMode.Continuous) && policy.Schedule is null && policy.Frequency is null
            && !Terms.Say(Concept.Versioned, policy.What, policy.Method, policy.Location)
        select Finding.Of(this, policy.Key, $"The plan does not say when “{policy.What}” is backed up.", "Give the policy a schedule, or the event that sets it off.", plan.At(policy));
}
