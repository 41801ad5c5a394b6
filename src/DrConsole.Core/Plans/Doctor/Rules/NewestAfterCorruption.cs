namespace DrConsole.Plans.Doctor;

/// <summary>After corruption the newest backup is restored.</summary>
internal sealed class NewestAfterCorruption : IPlanRule
{
    public string Id => "newest-after-corruption";

    public string Title => "After corruption the newest backup is restored";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "The newest backup was most likely taken from the corrupt data: restoring it brings the damage back.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from line in plan.Commands
        where NewestBackup.Taken(line.Text) && line.Block.Holder is Scenario or Step && Terms.Say(Concept.Corruption, line.Block.About)
        select Finding.Of(
            this, line.Item, "The scenario is about damaged data, but the command takes the newest backup without asking whether it is older than the damage.",
            "Find out when the damage began, choose the last backup before it, and check it before it replaces anything.", plan.At(line));
}
