namespace DrConsole.Plans.Doctor;

/// <summary>A command uses a variable that the plan does not define.</summary>
internal sealed class UndefinedVariable : IPlanRule
{
    private static readonly CommandPattern Used = new(@"\$\{?(?<name>[A-Z][A-Z0-9_]{2,})");
    private static readonly CommandPattern Set = new(@"(^|[\s;])(export\s+)?(?<name>[A-Z][A-Z0-9_]{2,})=|\bread\s+(-\S+\s+)*(?<name>[A-Z][A-Z0-9_]{2,})\b|\bfor\s+(?<name>[A-Z][A-Z0-9_]{2,})\s+in\b");
    private static readonly HashSet<string> Shell = new(["HOME", "PATH", "USER", "HOSTNAME", "PWD", "SHELL", "RANDOM", "PIPESTATUS", "BASH_SOURCE", "TMPDIR"], StringComparer.Ordinal);

    public string Id => "undefined-variable";

    public string Title => "A command uses a variable that the plan does not define";

    public FindingSeverity Severity => FindingSeverity.Hint;

    public string Why => "Whoever runs it must know the value, or where to find it, on the worst day.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var defined = plan.Blocks.SelectMany(block => Set.FindAll(block.Code.Text, "name")).ToHashSet(StringComparer.Ordinal);
        var used = plan.Commands.Where(line => line.IsStep && line.Block.IsRun).SelectMany(line => Used.FindAll(line.Text, "name").Where(name => !defined.Contains(name) && !Shell.Contains(name)).Select(name => (Name: name, Line: line)))
            .DistinctBy(found => found.Name, StringComparer.Ordinal).ToList();
        if (used.Count > 0)
        {
            yield return Finding.Of(
                this, "variables", $"The plan does not say where {string.Join(", ", used.Select(found => found.Name))} {(used.Count == 1 ? "comes" : "come")} from.",
                "List the variables with their values, or with the place where the values are kept.", [.. used.Select(found => plan.At(found.Line))]);
        }
    }
}
