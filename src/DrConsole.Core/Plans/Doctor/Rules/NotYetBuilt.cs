namespace DrConsole.Plans.Doctor;

/// <summary>The plan relies on something that is not built yet.</summary>
internal sealed class NotYetBuilt : IPlanRule
{
    public string Id => "not-yet-built";

    public string Title => "The plan relies on something that is not built yet";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "A step that cannot be done yet is found out when it is needed.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var (item, text) in Texts(plan.Document))
        {
            if (text is not null && Terms.Find(Concept.Unbuilt, text) is { } words)
            {
                yield return Finding.Of(this, item.Key, $"“{words}”: what it relies on is not there yet.", "Take the promise out until it is, or say what is done until then.", plan.At(item, text));
            }
        }
    }

    private static IEnumerable<(PlanItem Item, string? Text)> Texts(PlanDocument plan) =>
        plan.Scenarios.SelectMany(scenario => new (PlanItem, string?)[] { (scenario, scenario.Title), (scenario, scenario.Description) }.Concat(scenario.Steps().Select(step => ((PlanItem)step, (string?)step.Text))))
            .Concat(plan.Procedures.Select(procedure => ((PlanItem)procedure, (string?)$"{procedure.Title} {procedure.Description}")))
            .Concat(plan.Tiers.Select(tier => ((PlanItem)tier, (string?)$"{tier.Name} {tier.Description}")))
            .Concat(plan.Duties.Select(duty => ((PlanItem)duty, (string?)$"{duty.Name} {duty.Frequency} {duty.Remark}")))
            .Concat(plan.Backups.Select(policy => ((PlanItem)policy, (string?)$"{policy.What} {policy.Remark} {policy.Method}")));
}
