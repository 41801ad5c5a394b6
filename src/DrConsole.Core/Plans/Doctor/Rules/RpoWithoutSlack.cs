namespace DrConsole.Plans.Doctor;

/// <summary>An RPO is exactly the interval of the backups.</summary>
internal sealed class RpoWithoutSlack : IPlanRule
{
    public string Id => "rpo-without-slack";

    public string Title => "An RPO is exactly the interval of the backups";

    public FindingSeverity Severity => FindingSeverity.Hint;

    public string Why => "A backup that begins every hour and takes ten minutes protects up to seventy minutes: the time that it runs and is sent away comes on top.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var objective in plan.Document.Objectives.Where(objective => objective.RpoMinutes > 0))
        {
            foreach (var policies in Protection.Of(objective, plan.Document))
            {
                if (Protection.Closest(policies) is var (policy, every) && every.Equals(objective.RpoMinutes))
                {
                    yield return Finding.Of(
                        this, $"{objective.Key} {Protection.Subject(policy)}", $"“{objective.Scope}” may lose {Spoken.Time(every)}, and “{Protection.Subject(policy)}” is backed up {Spoken.Every(every)}: nothing is left for the time that the backup takes.",
                        "Back it up more often than the RPO asks, and measure how long it takes.", plan.At(objective), plan.At(policy));
                }
            }
        }
    }
}
