namespace DrConsole.Plans.Doctor;

/// <summary>The only copy is removed after an upload nobody looked at.</summary>
internal sealed class DeletesUncheckedUpload : IPlanRule
{
    private static readonly CommandPattern Made = new(@"\b(pg_dump|pg_dumpall|pg_basebackup|mysqldump|mariadb-dump|mongodump|tar|zip)\b");
    private static readonly CommandPattern Upload = new(@"\baws\s+s3\s+(cp|sync)\s+[^s]|\bgsutil\s+(-m\s+)?cp\b|\baz\s+storage\s+blob\s+upload|\brclone\s+(copy|sync)\b|\bscp\b|\bmc\s+cp\b|\bcurl\b.*(-T|--upload-file)");
    private static readonly CommandPattern Removal = new(@"^(sudo\s+)?rm\s");
    private static readonly CommandPattern Handled = new(@"\bset\s+-[a-z]*e|\bset\s+-o\s+errexit|\$\?|\|\||&&|\btrap\b");

    public string Id => "deletes-after-unchecked-upload";

    public string Title => "The only copy is removed after an upload nobody looked at";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "When the upload fails, the next line removes the only backup there is.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var block in plan.Blocks.Where(block => block.IsRun && !Handled.In(block.Code.Text)))
        {
            var lines = block.Lines().ToList();
            var at = lines.FindIndex(line => Upload.In(line.Text));
            if (at >= 0 && lines.Exists(line => Made.In(line.Text)) && lines.Skip(at + 1).FirstOrDefault(line => Removal.In(line.Text)) is { } removal)
            {
                yield return Finding.Of(
                    this, $"{block.Item} rm", "The script removes the local file, whether the upload succeeded or not.", "Begin it with “set -euo pipefail”, and look whether the copy is there, with its size, before the local file goes.", plan.At(removal), plan.At(lines[at]));
            }
        }
    }
}
