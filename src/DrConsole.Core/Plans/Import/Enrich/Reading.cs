namespace DrConsole.Plans.Import.Enrich;

/// <summary>What the passes read: the draft with its source, the labelled facts, and the words of the document's language.</summary>
internal sealed class Reading(ImportDraft draft)
{
    private readonly Facts facts = new(draft);
    private readonly List<Section> headings = [.. draft.Sections.Where(section => section.Kind is SectionKind.Heading or SectionKind.Label).OrderBy(section => section.Line)];

    public ImportDraft Draft => draft;

    public Lexicon Lexicon => draft.Lexicon;

    public Terms Terms => draft.Terms;

    public Said About(PlanItem item) => facts.About(item, Terms);

    /// <summary>The section that holds a line; null before the first heading.</summary>
    public Section? SectionOf(int line) => headings.LastOrDefault(section => section.Line <= line && section.LastLine >= line);

    /// <summary>The titles above a line, the nearest first.</summary>
    public IEnumerable<string> TitlesAbove(PlanItem item)
    {
        for (var section = item.Source is { } source ? SectionOf(source.First) : null; section is { Kind: not SectionKind.Root }; section = section.Parent)
        {
            yield return section.Title;
        }
    }

    /// <summary>The source text of an item.</summary>
    public string Text(PlanItem item) =>
        item.Source is { } source ? string.Join('\n', draft.Source.Lines.Skip(source.First - 1).Take(source.Last - source.First + 1)) : "";
}
