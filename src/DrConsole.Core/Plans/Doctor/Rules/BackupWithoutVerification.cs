namespace DrConsole.Plans.Doctor;

/// <summary>No backup is ever verified.</summary>
internal sealed class BackupWithoutVerification : IPlanRule
{
    public string Id => "backup-without-verification";

    public string Title => "No backup is ever verified";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "A backup that was never restored is a hope.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        if (plan.Document.Backups.Count > 0 && !plan.Document.Backups.Any(policy => policy.Verification is not null || Terms.Say(Concept.Verify, policy.Remark))
            && !plan.Document.Duties.Any(duty => duty.Kind == DutyKind.Test && (Terms.Say(Concept.Restore, [duty.Name, duty.Scope, .. duty.Parts]) || Terms.Say(Concept.Backup, [duty.Name, duty.Scope, .. duty.Parts]))))
        {
            yield return Finding.Of(
                this, "backups", $"The plan backs up {Spoken.Names([.. plan.Document.Backups.Select(Protection.Subject).Distinct(StringComparer.OrdinalIgnoreCase)])}, and verifies none of it.",
                "Add a restore test with a frequency, and say in each policy how it is proved.", [.. plan.Document.Backups.Take(5).Select(policy => plan.At(policy))]);
        }
    }
}
