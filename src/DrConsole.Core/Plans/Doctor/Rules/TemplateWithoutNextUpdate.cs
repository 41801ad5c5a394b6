using DrConsole.Platform;
using System.Text.Json;

namespace DrConsole.Plans.Doctor;

/// <summary>A message does not say when the next one comes.</summary>
internal sealed class TemplateWithoutNextUpdate : IPlanRule
{
    public string Id => "template-without-next-update";

    public string Title => "A message does not say when the next one comes";

    public FindingSeverity Severity => FindingSeverity.Hint;

    public string Why => "Who does not know when the next news comes, calls.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from template in plan.Document.Templates
        where template.Body is { Length: > 0 } body && !Terms.Say(Concept.NextUpdate, body) && !body.Contains("next_update", StringComparison.OrdinalIgnoreCase) && !Terms.Say(Concept.Closing, template.Name, template.Subject)
        select Finding.Of(this, template.Key, $"“{template.Name}” does not say when the next message comes.", "Add “Next update: {{next_update}}”.", plan.At(template)) with
        { Fix = new("Add the line", [new(template.Key, "body", JsonSerializer.Serialize($"{template.Body!.TrimEnd()}\n\nNext update: {{{{next_update}}}}", CanonicalJson.Options))]) };
}
