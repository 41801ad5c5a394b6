namespace DrConsole.Plans.Doctor;

/// <summary>The plan does not say when the next level is called.</summary>
internal sealed class EscalationWithoutDelay : IPlanRule
{
    public string Id => "escalation-without-delay";

    public string Title => "The plan does not say when the next level is called";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Without a time everybody waits a little longer, out of courtesy.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from path in plan.Document.Escalation.GroupBy(level => level.Path, StringComparer.OrdinalIgnoreCase)
        let later = path.Skip(1).Where(level => level.AfterMinutes is null).ToList()
        where later.Count > 0
        select Finding.Of(this, $"delay {path.Key}", $"The plan does not say after how long {Spoken.Names([.. later.Select(level => level.Level)])} {(later.Count == 1 ? "is" : "are")} called.", "State the minutes for each level; 15 is usual.", [.. later.Select(level => plan.At(level))]);
}
