namespace DrConsole.Plans.Doctor;

/// <summary>A script is called that the plan does not describe.</summary>
internal sealed class UndescribedScript : IPlanRule
{
    private static readonly CommandPattern Called = new(@"(^|[\s;&|(""'])(?<path>(\.{0,2}/)?[a-z0-9_./-]*[a-z0-9_-]\.(sh|bash|ps1|py|rb|pl|bat|cmd))($|[\s;&|)""'])");

    public string Id => "undescribed-script";

    public string Title => "A script is called that the plan does not describe";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "When the machine that has the script is gone, so is the step. The plan should say what it does, and where another copy lies.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var described = plan.Document.Procedures.SelectMany(procedure => new[] { procedure.Script, procedure.Link, procedure.Title }).OfType<string>().Select(FileName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var script in plan.Commands.Where(line => line.Block.IsRun).SelectMany(line => Called.FindAll(line.Text, "path").Select(path => (Name: FileName(path), Line: line))).GroupBy(call => call.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (!described.Contains(script.Key))
            {
                yield return Finding.Of(
                    this, script.Key, $"{script.Key} is called {(script.Count() == 1 ? "once" : $"{script.Count()} times")}, but no procedure of the plan describes it.",
                    "Add a procedure of that name: what it does, what it needs, and its text.", [.. script.Select(call => plan.At(call.Line))]);
            }
        }
    }

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..].Trim();
}
