namespace DrConsole.Plans.Doctor;

/// <summary>The plan names nobody to call.</summary>
internal sealed class NobodyToCall : IPlanRule
{
    public string Id => "nobody-to-call";

    public string Title => "The plan names nobody to call";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "The first minutes are spent on finding out whom to call.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        if (plan.Document.Contacts.Count == 0)
        {
            yield return Finding.Of(this, "contacts", "The plan has no contacts.", "Add the people who answer at night, with at least two ways to reach each.", plan.AtTop());
        }

        if (plan.Document.Escalation.Count == 0)
        {
            yield return Finding.Of(
                this, "escalation", "The plan has no escalation path: nobody knows who is called next when the first does not answer.", "Add its levels, with the time after which the next is called.", plan.AtTop());
        }
    }
}
