namespace DrConsole.Plans.Doctor;

/// <summary>The plan does not say how long backups are kept.</summary>
internal sealed class BackupWithoutRetention : IPlanRule
{
    public string Id => "backup-without-retention";

    public string Title => "The plan does not say how long backups are kept";

    public FindingSeverity Severity => FindingSeverity.Hint;

    public string Why => "Kept too short, the last good one is gone when the damage is noticed; kept for ever, they cost, and break the law on data that must be removed.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var silent = plan.Document.Backups.Where(policy => !Retention.IsStated(policy) && !Terms.Say(Concept.Versioned, policy.Method, policy.Location)).ToList();
        if (silent.Count > 0)
        {
            yield return Finding.Of(
                this, "backups", $"The plan does not say how long {Spoken.Names([.. silent.Select(policy => policy.What)])} {(silent.Count == 1 ? "is" : "are")} kept.", "State the retention of every policy.", [.. silent.Select(policy => plan.At(policy))]);
        }
    }
}
