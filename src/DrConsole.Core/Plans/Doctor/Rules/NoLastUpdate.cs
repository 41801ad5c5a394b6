namespace DrConsole.Plans.Doctor;

/// <summary>The plan does not say when it was last changed.</summary>
internal sealed class NoLastUpdate : IPlanRule
{
    public string Id => "no-last-update";

    public string Title => "The plan does not say when it was last changed";

    public FindingSeverity Severity => FindingSeverity.Hint;

    public string Why => "Whoever holds a printed copy cannot tell whether it is the current one.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        if (plan.Document.Meta is { LastUpdated: null } meta)
        {
            yield return Finding.Of(
                this, "updated", meta.LastUpdatedRaw is { } said ? $"“{said}” is no date." : "The plan does not say when it was last changed.", "Set the date of the last change.", plan.AtTop(meta.LastUpdatedRaw)) with
            { Fix = new($"Set it to {plan.Today:yyyy-MM-dd}", [new("meta", "lastUpdated", $"\"{plan.Today:yyyy-MM-dd}\"")]) };
        }
    }
}
