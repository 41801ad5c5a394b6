namespace DrConsole.Plans.Import.Enrich;

/// <summary>All labelled facts of a document, found by the line of what they are said of.</summary>
internal sealed class Facts
{
    private readonly Dictionary<int, List<Fact>> facts = [];
    private readonly ImportDraft draft;

    public Facts(ImportDraft draft)
    {
        this.draft = draft;
        foreach (var section in draft.Sections)
        {
            if (section.Kind != SectionKind.Root)
            {
                Add(section.Line, Under(section));
            }

            foreach (var table in section.Blocks.OfType<TableBlock>())
            {
                foreach (var row in table.Rows)
                {
                    Add(row.First, row.Cells.Select((cell, at) => new Fact(table.Columns[at], cell, [cell], row.First, row.Last) { IsCell = true }).Where(fact => !Placeholder.Is(fact.Value)));
                }
            }
        }
    }

    /// <summary>What is said of an item, to be asked label by label.</summary>
    public Said About(PlanItem item, Terms terms) =>
        new(item, item.Source is { } source && facts.TryGetValue(source.First, out var found) ? found : [], draft, terms);

    private void Add(int line, IEnumerable<Fact> found)
    {
        if (!facts.TryGetValue(line, out var list))
        {
            facts[line] = list = [];
        }

        list.AddRange(found);
    }

    private static IEnumerable<Fact> Under(Section section)
    {
        foreach (var block in section.Blocks)
        {
            foreach (var line in block is Paragraph paragraph ? paragraph.Lines.Where(line => line is { Label: not null, Value.Length: > 0 }) : [])
            {
                yield return new Fact(line.Label!, line.Value, [line.Value], line.Line, line.Line);
            }

            foreach (var item in block is ListBlock list ? list.Items.Where(item => item.Head.Label is not null || !item.IsLeaf) : [])
            {
                var values = item.Head.Value.Length > 0 ? [item.Head.Value] : item.Children.Select(child => child.Head.Bare).ToList();
                if (values.Count > 0 && (item.IsLeaf || item.Head.Value.Length == 0))
                {
                    yield return new Fact(item.Head.Label ?? item.Head.Bare, string.Join("; ", values), values, item.First, item.Last);
                }
            }

            foreach (var row in block is TableBlock { Columns.Count: 2 } table ? table.Rows.Where(row => row.Cells[1].Length > 0) : [])
            {
                yield return new Fact(row.Cells[0].Trim(' ', ':', '：'), row.Cells[1], [row.Cells[1]], row.First, row.Last);
            }
        }

        foreach (var child in section.Children.Where(child => child.Children.Count == 0 && child.Blocks.Count > 0 && child.Blocks.All(block => block is ListBlock or Paragraph)))
        {
            var values = child.Blocks.SelectMany(block => block is ListBlock list ? list.Items.Select(item => item.Head.Text) : [((Paragraph)block).Text]).ToList();
            yield return new Fact(child.Title, string.Join("; ", values), values, child.Blocks[0].First, child.Blocks.Max(block => block.Last));
        }
    }
}
