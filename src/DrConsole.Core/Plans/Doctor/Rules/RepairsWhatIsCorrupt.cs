namespace DrConsole.Plans.Doctor;

/// <summary>A corrupt database is rewritten in place.</summary>
internal sealed class RepairsWhatIsCorrupt : IPlanRule
{
    private static readonly CommandPattern Rewrites = new(@"\bvacuum\s+full\b|\bcluster\s+verbose\b|\bpg_resetwal\b|\bpg_resetxlog\b|\brepair\s+table\b|\bmysqlcheck\b.*--(auto-)?repair\b|\bmyisamchk\s+-r\b|\bmongod\b.*--repair\b|\bfsck\b.*\s-y\b|\bDBCC\s+CHECKDB\b.*REPAIR_ALLOW_DATA_LOSS");

    public string Id => "repairs-what-is-corrupt";

    public string Title => "A corrupt database is rewritten in place";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "VACUUM FULL and its like read every page and write it anew: on corrupt data they stop halfway or make the damage final, and the evidence is gone.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from line in plan.Commands
        where Rewrites.Find(line.Text) is not null && Terms.Say(Concept.Corruption, line.About, CommentsOf(line))
        select Finding.Of(
            this, line.Item, $"“{Rewrites.Find(line.Text)}” is run on a database that is believed to be corrupt.",
            "Stop writing to it, copy its files away first, and look with tools that only read: pg_amcheck, pg_dump to /dev/null, CHECKSUM TABLE.", plan.At(line));

    private static string CommentsOf(PlacedLine line) => string.Join('\n', line.Block.Code.Text.Split('\n').Where(text => PlacedBlock.IsComment(text.Trim())));
}
