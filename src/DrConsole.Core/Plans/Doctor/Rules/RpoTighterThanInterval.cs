namespace DrConsole.Plans.Doctor;

/// <summary>An RPO is tighter than the interval of the backups.</summary>
internal sealed class RpoTighterThanInterval : IPlanRule
{
    public string Id => "rpo-tighter-than-interval";

    public string Title => "An RPO is tighter than the interval of the backups";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "Between two backups everything is lost: a backup once a day loses up to a day, whatever the objective says.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var objective in plan.Document.Objectives)
        {
            foreach (var policies in Protection.Of(objective, plan.Document))
            {
                if (objective.RpoMinutes is { } rpo && Protection.Closest(policies) is var (policy, every) && every > rpo && !IsReplicated(objective, plan.Document))
                {
                    yield return Found(plan, objective, rpo, policy, every);
                }
            }
        }
    }

    private Finding Found(PlanExamination plan, Objective objective, double rpo, BackupPolicy policy, double every)
    {
        var archived = Protection.IsDatabase(policy) ? LogArchiving(plan) : null;
        var doubt = archived is null ? "" : " The plan speaks of archiving the log as well, but no policy says how often and for which data.";
        return Finding.Of(
            this, $"{objective.Key} {Protection.Subject(policy)}", $"{Scope(objective, plan.Document)} may lose {Spoken.Time(rpo)}, but “{Protection.Subject(policy)}” is backed up {Spoken.Every(every)}.{doubt}",
            $"Back it up at least {Spoken.Every(rpo)} (for a database: archive its log continuously), or state an RPO of {Spoken.Time(every)} and have it agreed to.",
            archived is null ? [plan.At(objective), plan.At(policy)] : [plan.At(objective), plan.At(policy), archived]) with
            { Severity = archived is null ? Severity : FindingSeverity.Warning };
    }

    private static string Scope(Objective objective, PlanDocument plan) =>
        string.Equals(objective.Scope, plan.Meta.Title, StringComparison.Ordinal) ? "The plan" : $"“{objective.Scope}”";

    // A copy that follows continuously can keep what the backups lose; whether it also copies the damage is another matter.
    private static bool IsReplicated(Objective objective, PlanDocument plan) =>
        plan.Replications.Any(replication => Protection.Shares(objective.Scope, replication.What));

    private static Evidence? LogArchiving(PlanExamination plan) =>
        plan.Document.Procedures.SelectMany(procedure => procedure.Steps).Where(step => Terms.Say(Concept.Log, step.Text)).Select(step => plan.At(step, step.Text)).FirstOrDefault();
}
