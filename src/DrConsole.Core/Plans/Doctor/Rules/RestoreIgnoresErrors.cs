namespace DrConsole.Plans.Doctor;

/// <summary>A restore goes on after errors.</summary>
internal sealed class RestoreIgnoresErrors : IPlanRule
{
    private static readonly CommandPattern Fed = new(@"\bpsql\b.*<\s*\S|\|.*\bpsql\b|\bpsql\b.*\s(-f|--file)[= ]");

    public string Id => "restore-ignores-errors";

    public string Title => "A restore goes on after errors";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "psql goes on after a failed statement and answers “success”: half a database looks like a whole one.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from found in plan.Commands
            .Where(line => Fed.In(line.Text) && !line.Text.Contains("ON_ERROR_STOP", StringComparison.OrdinalIgnoreCase) && !line.Text.Contains("--single-transaction", StringComparison.Ordinal))
            .GroupBy(line => line.Item, StringComparer.Ordinal)
        select Finding.Of(this, $"{found.Key} psql", "psql reads the dump without stopping at the first error.", "Add “-v ON_ERROR_STOP=1” (and --single-transaction where it fits), and look at the exit code.", [.. found.Select(line => plan.At(line))]);
}
