namespace DrConsole.Plans.Doctor;

/// <summary>The restore test covers only one of several databases.</summary>
internal sealed class VerificationCoversOneKind : IPlanRule
{
    private static readonly (string Name, CommandPattern Pattern)[] Kinds =
    [
        ("PostgreSQL", new(@"postgres|\bpsql\b|\bpg_")), ("MongoDB", new("mongo")), ("Redis", new("redis")), ("MySQL", new("mysql|mariadb")), ("Elasticsearch", new("elastic|opensearch")),
    ];

    public string Id => "verification-covers-one-kind";

    public string Title => "The restore test covers only one of several databases";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "The other databases are backed up too, and nobody has ever tried to restore them.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var kinds = plan.Document.Backups.Select(policy => (Policy: policy, Kind: Kind($"{policy.SourceKind} {policy.What} {policy.System}"))).Where(found => found.Kind is not null).ToList();
        var scripts = plan.Blocks.Where(block => block.Holder is Procedure or Duty or PlanNote && Terms.Say(Concept.Verify, block.About) && Terms.Say(Concept.Restore, block.Code.Text)).ToList();
        var tested = scripts.Select(block => Kind(block.Code.Text)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var spoken = string.Join(' ', plan.Document.Duties.Where(duty => duty.Kind == DutyKind.Test).Select(duty => $"{duty.Name} {duty.Scope}"));
        foreach (var group in kinds.GroupBy(found => found.Kind!, StringComparer.Ordinal).Where(group => tested.Count > 0 && !tested.Contains(group.Key) && !spoken.Contains(group.Key, StringComparison.OrdinalIgnoreCase)))
        {
            yield return Finding.Of(
                this, group.Key, $"The script that verifies backups restores {string.Join(" and ", tested)}; {group.Key} is backed up as well, and never restored.", $"Add a restore test for {group.Key}.",
                [.. group.Select(found => plan.At(found.Policy)), .. scripts.Select(block => plan.At(block))]);
        }
    }

    private static string? Kind(string text) => Kinds.FirstOrDefault(kind => kind.Pattern.In(text.Replace('\n', ' '))).Name;
}
