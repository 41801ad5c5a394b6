namespace DrConsole.Plans.Doctor;

/// <summary>A test or training has no frequency.</summary>
internal sealed class DutyWithoutFrequency : IPlanRule
{
    public string Id => "duty-without-frequency";

    public string Title => "A test or training has no frequency";

    public FindingSeverity Severity => FindingSeverity.Hint;

    public string Why => "“Regularly” is when there is time.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var open = plan.Document.Duties.Where(duty => duty.Kind is DutyKind.Test or DutyKind.Training && duty.EveryDays is null && duty.Frequency is null).ToList();
        if (open.Count > 0)
        {
            yield return Finding.Of(this, "duties", $"The plan does not say how often {Spoken.Names([.. open.Select(duty => duty.Name)])} {(open.Count == 1 ? "is" : "are")} done.", "Give each a frequency.", [.. open.Select(duty => plan.At(duty))]);
        }
    }
}
