namespace DrConsole.Plans.Doctor;

/// <summary>A message template has no text.</summary>
internal sealed class TemplateWithoutText : IPlanRule
{
    public string Id => "template-without-text";

    public string Title => "A message template has no text";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Good words are not found under pressure; that is what the template was for.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from template in plan.Document.Templates
        where string.IsNullOrWhiteSpace(template.Body)
        select Finding.Of(this, template.Key, $"“{template.Name}” is named, but has no text.", "Write it, with variables for what is not known before.", plan.At(template));
}
