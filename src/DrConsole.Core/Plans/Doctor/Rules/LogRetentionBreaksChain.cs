namespace DrConsole.Plans.Doctor;

/// <summary>Logs are not kept long enough for point-in-time recovery.</summary>
internal sealed class LogRetentionBreaksChain : IPlanRule
{
    public string Id => "log-retention-breaks-chain";

    public string Title => "Logs are not kept long enough for point-in-time recovery";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "A point in time needs a full backup and every log since: what the logs do not reach back to cannot be restored, however long the full backups are kept.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var log in plan.Document.Backups.Where(policy => Protection.IsLog(policy) || policy.Mode is BackupMode.Incremental or BackupMode.Differential))
        {
            var full = plan.Document.Backups.Where(policy => policy != log && !Protection.IsLog(policy) && policy.Mode is null or BackupMode.Full && policy != log && IsSameThing(policy, log) && Interval.Of(policy) > 0).MinBy(Interval.Of);
            if (full is not null && Retention.Minutes(log) is { } kept && (kept <= Interval.Of(full) || (Retention.Minutes(full) is { } fullKept && kept * 2 <= fullKept && Protection.IsLog(log))))
            {
                var broken = kept < Interval.Of(full);
                yield return Finding.Of(
                    this, log.Key, $"“{log.What}” is kept for {Spoken.Time(kept)}, “{full.What}” is made {Spoken.Every(Interval.Of(full)!.Value)}{(Retention.Minutes(full) is { } days ? $" and kept for {Spoken.Time(days)}" : "")}: {(broken ? "the chain breaks before the next full backup" : $"no point in time earlier than {Spoken.Time(kept)} ago can be restored")}.",
                    "Keep the logs as long as the oldest full backup, and longer than the damage may go unnoticed.", plan.At(log), plan.At(full)) with
                { Severity = broken ? FindingSeverity.Error : FindingSeverity.Warning };
            }
        }
    }

    private static bool IsSameThing(BackupPolicy one, BackupPolicy other) =>
        string.Equals(Protection.Subject(one), Protection.Subject(other), StringComparison.OrdinalIgnoreCase) || (Protection.IsGeneric(one) && Protection.IsGeneric(other));
}
