namespace DrConsole.Plans.Doctor;

/// <summary>An objective is for a class that no system belongs to.</summary>
internal sealed class ClassWithoutSystems : IPlanRule
{
    public string Id => "class-without-systems";

    public string Title => "An objective is for a class that no system belongs to";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "“Critical systems first” helps nobody while the plan does not say which they are.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var classes = plan.Document.Objectives.Where(objective => objective.Kind is not ("tier" or "scenario" or "data") && plan.Lexicon.Severity(objective.Scope) is not null).ToList();
        if (classes.Count > 1 && plan.Document.Systems.All(system => system.Criticality is null))
        {
            yield return Finding.Of(
                this, "classes", $"The plan has objectives for {Spoken.Names([.. classes.Select(objective => objective.Scope)])}, but {(plan.Document.Systems.Count == 0 ? "lists no system" : "does not say which of its systems belong there")}.",
                "Give every system its criticality.", [.. classes.Select(objective => plan.At(objective))]);
        }
    }
}
