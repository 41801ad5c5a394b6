namespace DrConsole.Plans.Doctor;

/// <summary>A checklist has more than nine items at one pause point.</summary>
internal sealed class LongChecklist : IPlanRule
{
    public string Id => "long-checklist";

    public string Title => "A checklist has more than nine items at one pause point";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Long lists are skimmed: nobody can hold more than five to nine items at once. Checklists that work are short, one per pause.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from list in plan.Document.Checklists
        where list.Items.Count > 9
        select Finding.Of(this, list.Key, $"“{list.Title}” has {list.Items.Count} items.", "Cut it into lists for the pauses at which they are read: before, after each system, before all is declared well.", plan.At(list));
}
