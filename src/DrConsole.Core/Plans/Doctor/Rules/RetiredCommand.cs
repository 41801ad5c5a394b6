namespace DrConsole.Plans.Doctor;

/// <summary>A command or service is retired, removed, or never was.</summary>
internal sealed class RetiredCommand : IPlanRule
{
    public string Id => "retired-command";

    public string Title => "A command or service is retired, removed, or never was";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "A step that worked when it was written stops the recovery when its tool answers “unknown flag”.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from line in plan.Commands
        from thing in RetiredThings.All
        where thing.In(line.Text)
        group line by thing into found
        select Found(plan, found.Key, [.. found]);

    private Finding Found(PlanExamination plan, RetiredThing thing, List<PlacedLine> lines) =>
        Finding.Of(
            this, thing.Id, $"{thing.What}: {thing.Detail}. Source: {thing.Source}", $"Use {thing.Instead}.", [.. lines.OrderBy(line => line.Source?.First).Select(line => plan.At(line))]) with
        {
            Severity = thing.IsGone ? FindingSeverity.Error : FindingSeverity.Warning,
            Fix = thing is { From: { } from, To: { } to }
                ? new($"Replace “{from.Trim()}” by “{to.Trim()}” everywhere", CommandEdit.Replace(plan.Document, text => text.Contains(from, StringComparison.Ordinal), text => text.Replace(from, to, StringComparison.Ordinal)))
                : null,
        };
}
