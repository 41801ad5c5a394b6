namespace DrConsole.Plans.Doctor;

/// <summary>A level is called when the time is over already.</summary>
internal sealed class EscalationAfterRto : IPlanRule
{
    public string Id => "escalation-after-rto";

    public string Title => "A level is called when the time is over already";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "Whoever can decide hears of it when the target is missed.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var strictest = plan.Document.Tiers.Select(tier => (Item: (PlanItem)tier, Rto: tier.RtoMinutes)).Concat(plan.Document.Objectives.Select(objective => (Item: (PlanItem)objective, Rto: objective.RtoMinutes)))
            .Where(target => target.Rto > 0).OrderBy(target => target.Rto).FirstOrDefault();
        foreach (var level in plan.Document.Escalation.Where(level => strictest.Item is not null && level.AfterMinutes > strictest.Rto))
        {
            yield return Finding.Of(
                this, level.Key, $"{level.Level} is called after {Spoken.Time(level.AfterMinutes!.Value)}, but the strictest target is {Spoken.Time(strictest.Rto!.Value)}.", "Call it earlier, or make a path of its own for the strict tiers.", plan.At(level), plan.At(strictest.Item!));
        }
    }
}
