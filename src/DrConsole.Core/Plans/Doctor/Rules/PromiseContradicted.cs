using System.Globalization;

namespace DrConsole.Plans.Doctor;

/// <summary>A promise is contradicted by a configuration.</summary>
internal sealed class PromiseContradicted : IPlanRule
{
    private static readonly CommandPattern Kept = new(@"\b(backup_retention_days|backup_retention_period|retention_in_days|retention_days|backupRetentionDays)""?\s*[=:]\s*""?(?<days>[0-9]{1,4})\b");

    public string Id => "promise-contradicted";

    public string Title => "A promise is contradicted by a configuration";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "What runs is the configuration, not the sentence. On the day the copy in the other region is needed, it is not there.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var (line, setting) in UnsafeSettings.In(plan))
        {
            if (UnsafeSettings.Promise(plan, line, setting) is { } promise)
            {
                yield return Finding.Of(
                    this, $"{line.Item} {setting.Promise}", $"The plan promises “{promise.Quote}”, but its own configuration says that {setting.Says}.",
                    "Change the configuration (and this snippet with it), or take the promise back.", promise, plan.At(line));
            }
        }

        foreach (var policy in plan.Document.Backups)
        {
            foreach (var (line, days) in Days(plan, policy))
            {
                yield return Finding.Of(
                    this, $"{policy.Key} retention", $"“{policy.What}” is said to be kept for {Spoken.Time(Retention.Minutes(policy)!.Value)}, but its configuration keeps it for {Spoken.Time(days * 1440)}.",
                    "Make the two the same.", plan.At(policy), plan.At(line));
            }
        }
    }

    private static IEnumerable<(PlacedLine Line, double Days)> Days(PlanExamination plan, BackupPolicy policy) =>
        from line in plan.Commands
        where policy.Commands.Contains(line.Block.Code) && Protection.Closest([policy]) is var (_, every) && every >= 1440 && Retention.Minutes(policy) is not null
        from days in Kept.FindAll(line.Text, "days").Select(text => double.Parse(text, CultureInfo.InvariantCulture))
        where days * 1440 < Retention.Minutes(policy)
        select (line, days);
}
