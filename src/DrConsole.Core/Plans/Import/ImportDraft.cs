using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Import;

/// <summary>The document while it is being taken apart: what has been made of it, and which lines are spoken for.</summary>
internal sealed class ImportDraft(SourceText source, OutlineReader outline, Section root, Lexicon lexicon, string fileName)
{
    private readonly bool[] claimed = new bool[source.Lines.Count + 2];
    private readonly TakenKeys keys = new();

    public SourceText Source => source;

    public OutlineReader Outline => outline;

    public Section Root => root;

    public Lexicon Lexicon => lexicon;

    /// <summary>The terms of the document's language.</summary>
    public Terms Terms { get; } = Terms.For(lexicon.Language);

    public string FileName => fileName;

    /// <summary>Every section of the document, items with something below them included.</summary>
    public IReadOnlyList<Section> Sections { get; } = [.. root.Whole()];

    public PlanMeta Meta { get; set; } = new() { Title = "" };

    /// <summary>The lines that the plan's own particulars came from.</summary>
    public HashSet<int> MetaLines { get; } = [];

    public List<PlanSystem> Systems { get; } = [];

    public List<Objective> Objectives { get; } = [];

    public List<ImpactTier> Tiers { get; } = [];

    public List<Scenario> Scenarios { get; } = [];

    public List<Procedure> Procedures { get; } = [];

    public List<PlanChecklist> Checklists { get; } = [];

    public List<BackupPolicy> Backups { get; } = [];

    public List<StorageLocation> Storage { get; } = [];

    public List<RecoverySite> Sites { get; } = [];

    public List<Replication> Replications { get; } = [];

    public List<ExternalDependency> Dependencies { get; } = [];

    public List<PlanContact> Contacts { get; } = [];

    public List<EscalationLevel> Escalation { get; } = [];

    public List<PlanRole> Roles { get; } = [];

    public List<CommunicationRule> Communication { get; } = [];

    public List<CommunicationTemplate> Templates { get; } = [];

    public List<Duty> Duties { get; } = [];

    public List<MonitoringRule> Monitoring { get; } = [];

    public List<UsefulCommand> UsefulCommands { get; } = [];

    public List<string> Warnings { get; } = [.. source.Warnings];

    public bool IsClaimed(int line) => claimed[line];

    /// <summary>Gives back what was claimed but is in no item after all, so that it becomes a note.</summary>
    public void Release(int line) => claimed[line] = false;

    public bool IsFree(Block block) => !claimed[block.First];

    public SourceLines Claim(int first, int last)
    {
        for (var line = first; line <= Math.Min(last, source.Lines.Count); line++)
        {
            claimed[line] = true;
        }

        return new SourceLines(first, last);
    }

    public SourceLines Claim(ListItem item) => Claim(item.First, item.Last);

    public SourceLines Claim(Block block) => Claim(block.First, block.Last);

    /// <summary>A key like <c>scenario/database-failure</c>; a second of the same name gets <c>-2</c>.</summary>
    public string Key(string kind, string name) => keys.Take(PlanKey.Of(kind, name));

    /// <summary>The free blocks of every section whose theme is one of these.</summary>
    public IEnumerable<(Section Section, Block Block)> Free(params Topic[] themes)
    {
        foreach (var section in Sections.Where(section => themes.Contains(section.Theme)))
        {
            foreach (var block in section.Blocks.Where(IsFree).ToList())
            {
                yield return (section, block);
            }
        }
    }
}
