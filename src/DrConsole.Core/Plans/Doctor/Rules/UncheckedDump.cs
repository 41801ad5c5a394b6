namespace DrConsole.Plans.Doctor;

/// <summary>A script goes on after a dump that failed.</summary>
internal sealed class UncheckedDump : IPlanRule
{
    private static readonly CommandPattern Dump = new(@"^(\S+=\S+\s+)*(sudo\s+|docker\s+exec\s+(-\S+\s+)*\S+\s+)?(pg_dump|pg_dumpall|pg_basebackup|mysqldump|mariadb-dump|mongodump|xtrabackup|mariabackup)\b[^|]*$");
    private static readonly CommandPattern Further = new(@"\b(gzip|zstd|xz|tar|aws|az|gsutil|gcloud|rclone|scp|rsync|restic|curl|rm|mc)\b");
    private static readonly CommandPattern Handled = new(@"\bset\s+-[a-z]*e|\bset\s+-o\s+errexit|\$\?|\|\||&&|\btrap\b|\bif\s+(!\s+)?(pg_dump|mysqldump|mongodump)|PIPESTATUS");

    public string Id => "unchecked-dump";

    public string Title => "A script goes on after a dump that failed";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "A script without error handling compresses, uploads and counts whatever the failed dump has left.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var block in plan.Blocks.Where(block => block.IsRun && !Handled.In(block.Code.Text)))
        {
            var lines = block.Lines().ToList();
            var at = lines.FindIndex(line => Dump.In(line.Text));
            if (at >= 0 && lines.Skip(at + 1).FirstOrDefault(line => Further.In(line.Text)) is { } next)
            {
                yield return Finding.Of(
                    this, $"{block.Item} dump", "The script goes on, whatever became of the dump.", "Begin it with “set -euo pipefail”, or look at the exit code before anything else is done with the file.", plan.At(lines[at]), plan.At(next));
            }
        }
    }
}
