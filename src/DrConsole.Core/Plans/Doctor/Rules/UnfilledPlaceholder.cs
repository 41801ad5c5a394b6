namespace DrConsole.Plans.Doctor;

/// <summary>A command still has a sample name in it.</summary>
internal sealed class UnfilledPlaceholder : IPlanRule
{
    private static readonly CommandPattern Sample = new(@"<[a-z][a-z0-9_ -]{1,40}>|\bmyResourceGroup\b|\bmy-(bucket|vault|server|cluster|project|database)(\s|/|$)|\byour[-_][a-z_-]+|\b(REPLACE|CHANGE)[-_]?ME\b|\bexample\.(com|org|net)\b|\bX{4,}\b");

    public string Id => "unfilled-placeholder";

    public string Title => "A command still has a sample name in it";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Copied as it stands it fails, or hits something else of that name.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from line in plan.Commands
        let found = Sample.Find(line.Text)
        where found is not null
        group line by (line.Block.Item, Found: found) into lines
        select Finding.Of(this, $"{lines.Key.Item} {lines.Key.Found}", $"“{lines.Key.Found}” stands for a name that nobody filled in.", "Put the name there, or a variable that the plan defines.", [.. lines.Select(line => plan.At(line))]);
}
