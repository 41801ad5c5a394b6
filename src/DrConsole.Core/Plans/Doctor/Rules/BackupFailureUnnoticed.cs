namespace DrConsole.Plans.Doctor;

/// <summary>Nobody is told when a backup fails.</summary>
internal sealed class BackupFailureUnnoticed : IPlanRule
{
    public string Id => "backup-failure-unnoticed";

    public string Title => "Nobody is told when a backup fails";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Backups fail silently for weeks; it is noticed on the day they are needed.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var watched = plan.Document.Monitoring.Any(rule => Terms.Say(Concept.Backup, [rule.Title, rule.Metric, .. rule.Items, .. rule.Rules.Select(code => code.Text)]))
            || plan.Document.Backups.Any(policy => Terms.Say(Concept.Alert, [policy.Remark, policy.Verification, policy.Method, .. policy.Items]))
            || plan.Document.Procedures.Any(procedure => Terms.Say(Concept.Backup, procedure.Title) && procedure.Steps.Any(step => Terms.Say(Concept.Alert, step.Text)))
            || plan.Lines.Any(line => Terms.Say(Concept.Backup, line) && Terms.Say(Concept.Alert, line));
        if (plan.Document.Backups.Count > 0 && !watched)
        {
            yield return Finding.Of(
                this, "backups", "No monitoring rule of the plan speaks of backups.", "Add an alert for a backup that failed, and one for a backup that did not run.", [.. plan.Document.Backups.Take(3).Select(policy => plan.At(policy))]);
        }
    }
}
