namespace DrConsole.Plans.Doctor;

/// <summary>A pipe hides that a dump failed.</summary>
internal sealed class PipeHidesFailure : IPlanRule
{
    private static readonly CommandPattern Piped = new(@"\b(pg_dump|pg_dumpall|pg_basebackup|mysqldump|mariadb-dump|mongodump|tar\s+-?[a-z]*c[a-z]*|xtrabackup|mariabackup|mysqlpump|etcdctl\s+snapshot|kubectl\s+get)\b[^|]*[^|]\|\s*[a-z]");
    private static readonly CommandPattern Guarded = new(@"\bpipefail\b|\bPIPESTATUS\b");

    public string Id => "pipe-hides-failure";

    public string Title => "A pipe hides that a dump failed";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "A shell takes the exit code of the last command in a pipe: when pg_dump fails, gzip still succeeds, and a small file passes for a backup.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from line in plan.Commands
        where Piped.In(line.Text) && !Guarded.In(line.Block.Code.Text)
        select Finding.Of(
            this, $"{line.Item} pipe", "The dump is piped on, and nothing looks at its exit code.", "Begin the script with “set -euo pipefail”, and refuse a file that is empty or much smaller than the last one.", plan.At(line)) with
        { Fix = Fix(plan, line.Block.Code.Text) };

    private static FindingFix? Fix(PlanExamination plan, string script)
    {
        var changes = CommandEdit.Replace(plan.Document, text => string.Equals(text, script, StringComparison.Ordinal), WithGuard);
        return changes.Count == 0 ? null : new("Put “set -euo pipefail” into the script", changes);
    }

    // Below the line that names the shell, wherever it stands; else on top.
    private static string WithGuard(string script)
    {
        var lines = script.Split('\n').ToList();
        lines.Insert(lines.FindIndex(line => line.StartsWith("#!", StringComparison.Ordinal)) + 1, "set -euo pipefail");
        return string.Join('\n', lines);
    }
}
