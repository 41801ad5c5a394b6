namespace DrConsole.Plans.Doctor;

/// <summary>Nobody owns the plan.</summary>
internal sealed class NoOwner : IPlanRule
{
    public string Id => "no-owner";

    public string Title => "Nobody owns the plan";

    public FindingSeverity Severity => FindingSeverity.Hint;

    public string Why => "What everybody is to keep current, nobody does.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        if (plan.Document.Meta.Owner is null)
        {
            yield return Finding.Of(this, "owner", "The plan names no owner.", "Name the role that keeps it current.", plan.AtTop());
        }
    }
}
