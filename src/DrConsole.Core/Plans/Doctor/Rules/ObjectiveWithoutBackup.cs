namespace DrConsole.Plans.Doctor;

/// <summary>An RPO has no backup behind it.</summary>
internal sealed class ObjectiveWithoutBackup : IPlanRule
{
    public string Id => "objective-without-backup";

    public string Title => "An RPO has no backup behind it";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "An objective is a promise; without a backup policy for it nothing keeps it.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var promised = plan.Document.Objectives.Where(objective => objective.RpoMinutes is { } rpo && (rpo > 0 || objective.Remark is null)).ToList();
        if (plan.Document.Backups.Count == 0 && promised.Count > 0)
        {
            yield return Finding.Of(
                this, "backups", $"The plan promises an RPO for {Spoken.Names([.. promised.Select(objective => objective.Scope)])}, but has no backup policy at all.",
                "Add a backup policy for each: what, how often, where to, and for how long.", [.. promised.Select(objective => plan.At(objective))]);
            yield break;
        }

        foreach (var objective in promised.Where(objective => IsBare(objective, plan)))
        {
            yield return Finding.Of(
                this, objective.Key, $"“{objective.Scope}” has an RPO of {Spoken.Time(objective.RpoMinutes!.Value)}, but no backup policy names it.",
                "Add a backup policy for it, or name the system that holds it in the policy that protects it.", plan.At(objective)) with { Severity = FindingSeverity.Warning };
        }
    }

    // Classes of services are not named by backup policies: there the names cannot tell.
    private static bool IsBare(Objective objective, PlanExamination plan) =>
        !Protection.IsClass(objective) && !Protection.IsForAll(objective, plan.Document) && plan.Lexicon.Severity(objective.Scope) is null
        && Protection.Of(objective, plan.Document).Count == 0 && !plan.Document.Replications.Any(copy => Protection.Shares(objective.Scope, copy.What));
}
