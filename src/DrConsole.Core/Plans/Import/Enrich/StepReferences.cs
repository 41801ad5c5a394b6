namespace DrConsole.Plans.Import.Enrich;

/// <summary>Links the steps that say "see scenario 1", "follow Database failure" or call a script to what they mean.</summary>
internal static class StepReferences
{
    public static PlanDocument Fill(PlanDocument document, Reading reading)
    {
        var targets = new ReferenceTargets(document, reading);
        return document with
        {
            Scenarios = [.. document.Scenarios.Select(scenario => scenario with { Phases = [.. scenario.Phases.Select(phase => phase with { Steps = Linked(phase.Steps, scenario.Key) })] })],
            Procedures = [.. document.Procedures.Select(procedure => procedure with { Steps = Linked(procedure.Steps, procedure.Key) })],
        };

        IReadOnlyList<Step> Linked(IReadOnlyList<Step> steps, string owner) => [.. steps.Select(step => step.RefersTo.Count > 0 ? step : step with
        {
            RefersTo = [.. targets.In(Text(step)).Where(key => !string.Equals(key, owner, StringComparison.Ordinal))],
        })];

        // Its lines hold most of its commands already.
        string Text(Step step)
        {
            var lines = reading.Text(step);
            return string.Join('\n', step.Commands.Select(command => command.Text).Where(text => !lines.Contains(text.Split('\n')[0], StringComparison.Ordinal)).Prepend(lines).Prepend(step.Text));
        }
    }
}
