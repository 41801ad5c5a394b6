namespace DrConsole.Plans.Doctor;

/// <summary>A step leaves open what is to be done.</summary>
internal sealed class AmbiguousStep : IPlanRule
{
    private const string Mend = "Name the scenario, procedure or decision, or write the step out.";
    private static readonly CommandPattern Cut = new(@"^[a-z./][a-z0-9_./-]*(\s+\S+)*\s+(\.\.\.|…)$");

    public string Id => "ambiguous-step";

    public string Title => "A step leaves open what is to be done";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "“See above” and “depends on setup” are read by somebody who has no time to look, and did not make the setup.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var step in plan.Document.Scenarios.SelectMany(scenario => scenario.Steps()).Concat(plan.Document.Procedures.SelectMany(procedure => procedure.Steps)))
        {
            if (Terms.Find(Concept.Vague, step.Text) is { } vague && step.RefersTo.Count == 0)
            {
                yield return Finding.Of(this, step.Key, $"“{vague}” leaves open what is to be done.", Mend, plan.At(step, step.Text));
            }
        }

        foreach (var block in plan.Blocks.Where(block => block.Holder is Scenario or Procedure or Step))
        {
            foreach (var (text, at) in block.Code.Text.Split('\n').Select((text, at) => (text.Trim(), at)).Where(line => PlacedBlock.IsComment(line.Item1)))
            {
                if (Terms.Find(Concept.Vague, text) is { } vague)
                {
                    yield return Finding.Of(this, $"{block.Item} {vague}", $"“{vague}” leaves open what is to be done.", Mend, block.LineAt(at) is { } line ? plan.At(block.Item, line) : plan.At(block, text));
                }
            }
        }

        foreach (var line in plan.Commands.Where(line => line.IsStep && Cut.In(line.Text)))
        {
            yield return Finding.Of(this, $"{line.Item} {line.Text}", "The command is not complete: it ends in dots.", "Write the whole command, with variables for what is not known before.", plan.At(line));
        }
    }
}
