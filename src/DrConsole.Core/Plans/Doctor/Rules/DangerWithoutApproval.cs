namespace DrConsole.Plans.Doctor;

/// <summary>A dangerous command needs nobody’s approval.</summary>
internal sealed class DangerWithoutApproval : IPlanRule
{
    public string Id => "danger-without-approval";

    public string Title => "A dangerous command needs nobody’s approval";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "At three in the morning one pair of eyes is not enough for a command that destroys or replaces something.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var (step, found) in plan.Commands.Where(line => line.Step is { NeedsApproval: false }).Select(line => (line, Danger: DangerousCommands.Find(line.Text)))
            .Where(found => found.Danger is not null).GroupBy(found => found.line.Step!).Select(group => (group.Key, group.ToList())))
        {
            var (words, does) = found[0].Danger!.Value;
            FieldChange approval = new(step.Key, "needsApproval", "true");
            yield return Finding.Of(
                this, step.Key, $"“{step.Text}” runs “{words}”, which {does}, and needs nobody’s approval.", "Mark the step as needing approval; say whose.",
                [.. found.Select(one => plan.At(one.line))]) with
            { Fix = new("Ask for approval", step.Dangerous ? [approval] : [approval, new(step.Key, "dangerous", "true")]) };
        }
    }
}
