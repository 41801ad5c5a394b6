namespace DrConsole.Plans.Doctor;

/// <summary>A command has a fixed restore point.</summary>
internal sealed class HardCodedRestorePoint : IPlanRule
{
    private static readonly CommandPattern Fixed = new(@"(restore-point-in-time|restore-time|restore-to-time|recovery_target_time|target-time|to-timestamp)\S*[\s=:'""]+(?<date>20[0-9]{2}-[0-9]{2}-[0-9]{2})");

    public string Id => "hard-coded-restore-point";

    public string Title => "A command has a fixed restore point";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Copied as it stands it restores to a day long ago, or fails because nothing is kept that long.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var line in plan.Commands)
        {
            foreach (var date in Fixed.FindAll(line.Text, "date"))
            {
                yield return Finding.Of(
                    this, line.Item, $"The restore point {date} is written into the command.", "Put a variable in its place, and ask for the instant in the step.", plan.At(line));
            }
        }
    }
}
