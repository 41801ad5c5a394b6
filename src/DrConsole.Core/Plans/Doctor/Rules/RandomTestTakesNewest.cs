namespace DrConsole.Plans.Doctor;

/// <summary>A “random” restore test always takes the newest backup.</summary>
internal sealed class RandomTestTakesNewest : IPlanRule
{
    public string Id => "random-test-takes-newest";

    public string Title => "A “random” restore test always takes the newest backup";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "Only the newest backup is ever proven; whether the ones before it can be read, nobody knows.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var line in plan.Commands.Where(line => NewestBackup.Taken(line.Text)))
        {
            if (Promises(plan).FirstOrDefault(promise => IsNear(plan, promise.Item, line)) is { Item: not null } found)
            {
                yield return Finding.Of(
                    this, line.Item, $"The plan promises “{found.Text}”, but the command takes the newest backup every time.",
                    "Choose one at random, e.g. with “| shuf -n 1”, and write down which one it was.", plan.At(line), plan.At(found.Item, found.Text));
            }
        }
    }

    private static IEnumerable<(PlanItem Item, string Text)> Promises(PlanExamination plan)
    {
        (PlanItem Item, string? Text)[] all =
        [
            .. plan.Document.Duties.SelectMany(duty => new[] { duty.Name, duty.Scope, duty.Remark }.Concat(duty.Parts).Select(text => ((PlanItem)duty, text))),
            .. plan.Document.Procedures.SelectMany(procedure => new[] { procedure.Title, procedure.Description }.Concat(procedure.Steps.Select(step => step.Text)).Select(text => ((PlanItem)procedure, text))),
            .. plan.Document.Backups.SelectMany(policy => new[] { policy.Verification, policy.Remark }.Select(text => ((PlanItem)policy, text))),
        ];
        return all.Where(promise => Terms.Say(Concept.Random, promise.Text)).Select(promise => (promise.Item, promise.Text!));
    }

    // The same item, or the same chapter of the document.
    private static bool IsNear(PlanExamination plan, PlanItem item, PlacedLine line) =>
        string.Equals(item.Key, line.Block.Item, StringComparison.Ordinal)
        || (item.Source is { } said && line.Source is { } done && Chapter(plan, said.First) is { } chapter && chapter == Chapter(plan, done.First));

    private static int? Chapter(PlanExamination plan, int line) =>
        plan.Document.Outline.Where(heading => heading.Level <= 3 && heading.Source?.First <= line).Max(heading => heading.Source?.First);
}
