namespace DrConsole.Plans.Doctor;

/// <summary>A block of commands has no command.</summary>
internal sealed class OnlyComments : IPlanRule
{
    public string Id => "only-comments";

    public string Title => "A block of commands has no command";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "It looks like a script, and is a wish: at three in the morning somebody has to write it.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from block in plan.Blocks
        where block.Holder is Scenario or Procedure or Step && block.Code.Text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList() is { Count: > 0 } lines && lines.TrueForAll(PlacedBlock.IsComment)
        select Finding.Of(
            this, $"{block.Item} {block.Code.Text}", $"The block has only comments, and no command: {Spoken.Names([.. block.Code.Text.Split('\n').Select(line => line.Trim(' ', '#', '/')).Where(line => line.Length > 0)])}.",
            "Write the commands, or make steps of the comments and say who does them how.", plan.At(block));
}
