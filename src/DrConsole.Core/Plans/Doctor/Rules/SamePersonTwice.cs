namespace DrConsole.Plans.Doctor;

/// <summary>Two levels in a row call the same person.</summary>
internal sealed class SamePersonTwice : IPlanRule
{
    public string Id => "same-person-twice";

    public string Title => "Two levels in a row call the same person";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Who did not answer the first time is asked again, and the time is lost.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var path in plan.Document.Escalation.GroupBy(level => level.Path, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var (first, second) in path.Zip(path.Skip(1)))
            {
                var (one, two) = (Reached.By(first, plan.Document), Reached.By(second, plan.Document));
                if (two.Count > 0 && two.All(contact => one.Any(other => string.Equals(other.Key, contact.Key, StringComparison.Ordinal))))
                {
                    yield return Finding.Of(
                        this, second.Key, $"{second.Level} calls nobody who was not called by {first.Level} already: {Spoken.Names([.. two.Select(contact => contact.Name ?? contact.Role ?? contact.Key)])}.",
                        "Put somebody else on one of the two.", plan.At(second), plan.At(first));
                }
            }
        }
    }
}
