namespace DrConsole.Plans.Doctor;

/// <summary>A point-in-time restore goes to now.</summary>
internal sealed class RestoreToNow : IPlanRule
{
    private static readonly CommandPattern Now = new(@"(restore-point-in-time|restore-time|restore-to-time|recovery_target_time|point-in-time|target-time|to-timestamp)\S*[\s=:'""]+(\$\(\s*date\b|`date\b|now\b|\$\{?now\b)");

    public string Id => "restore-to-now";

    public string Title => "A point-in-time restore goes to now";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "The damage is part of “now”: a restore to this instant restores it as well. And the newest log has mostly not arrived yet, so it fails.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from line in plan.Commands
        where Now.In(line.Text)
        select Finding.Of(this, line.Item, "The restore point is the instant at which the command is run.", "Ask for the instant: the last one before the damage. Make it a value that is asked for in the step.", plan.At(line)) with
        {
            Fix = line.Step is { ValueAsked: null } step ? new("Ask for the restore point in the step", [new(step.Key, "valueAsked", "\"Restore point (UTC), before the damage\"")]) : null,
        };
}
