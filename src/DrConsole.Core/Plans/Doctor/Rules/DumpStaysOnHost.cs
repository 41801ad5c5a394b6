namespace DrConsole.Plans.Doctor;

/// <summary>A backup stays on the machine that made it.</summary>
internal sealed class DumpStaysOnHost : IPlanRule
{
    private static readonly CommandPattern Written = new(@"\b(pg_dump|pg_dumpall|mysqldump|mariadb-dump|mongodump|kubectl\s+.*get|tar|etcdctl)\b.*(>\s*[^\s&|]|--out[= ]|\s-f\s)");
    private static readonly CommandPattern Sent = new(@"\b(aws|gsutil|gcloud|az|rclone|scp|rsync|restic|borg|mc|s3cmd|sftp|azcopy)\b|\bcurl\b|://|\|\s*ssh\b");

    public string Id => "dump-stays-on-host";

    public string Title => "A backup stays on the machine that made it";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "It is lost together with what it was to protect.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var policy in plan.Document.Backups.Where(policy => policy.Location is null && policy.Destinations.Count == 0 && policy.Commands.Count > 0))
        {
            var lines = plan.Commands.Where(line => policy.Commands.Contains(line.Block.Code)).ToList();
            if (lines.Find(line => Written.In(line.Text)) is { } written && !lines.Exists(line => Sent.In(line.Text)))
            {
                yield return Finding.Of(this, policy.Key, $"“{policy.What}” writes a file where it is run, and nothing takes it anywhere else.", "Send it to a storage location, and name it in the policy.", plan.At(written));
            }
        }
    }
}
