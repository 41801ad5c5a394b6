namespace DrConsole.Plans.Doctor;

/// <summary>A system has no objective.</summary>
internal sealed class SystemWithoutObjective : IPlanRule
{
    public string Id => "system-without-objective";

    public string Title => "A system has no objective";

    public FindingSeverity Severity => FindingSeverity.Hint;

    public string Why => "Without an objective nobody can say which system comes first, and whether its recovery came in time.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var objectives = plan.Document.Objectives;
        var named = plan.Document.Systems.Where(system => objectives.Any(objective => Protection.Shares(system.Name, objective.Scope))).ToList();
        if (named.Count == 0 || objectives.Any(objective => Protection.IsForAll(objective, plan.Document)))
        {
            yield break; // the plan states its objectives in another way
        }

        foreach (var system in plan.Document.Systems.Except(named).Where(system => system.Criticality is null))
        {
            yield return Finding.Of(this, system.Key, $"“{system.Name}” has no objective, while {named.Count} other {(named.Count == 1 ? "system has" : "systems have")}.", "State its RTO and RPO, or say which class of service it belongs to.", plan.At(system));
        }
    }
}
