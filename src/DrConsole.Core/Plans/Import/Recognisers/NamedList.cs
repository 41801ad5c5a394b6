namespace DrConsole.Plans.Import;

/// <summary>One thing that a list or a table names, with what is said of it.</summary>
internal sealed record NamedEntry(string Name, string? Value, IReadOnlyDictionary<string, string> Details, SourceLines Source)
{
    /// <summary>The detail whose label speaks of the topic.</summary>
    public string? Detail(Lexicon lexicon, Topic topic) =>
        Details.FirstOrDefault(detail => lexicon.Speaks(detail.Key, topic)).Value;
}

/// <summary>Reads "name: what it is" from bullets, numbered items and tables, the form that most inventories have.</summary>
internal static class NamedList
{
    public static IEnumerable<(Section Section, NamedEntry Entry)> Take(ImportDraft draft, Topic theme)
    {
        foreach (var (section, block) in draft.Free(theme))
        {
            if (section.Kind == SectionKind.Item)
            {
                continue;
            }

            foreach (var entry in block is TableBlock table ? FromTable(draft, table) : block is ListBlock list ? FromList(draft, list) : [])
            {
                yield return (section, entry);
            }
        }
    }

    private static IEnumerable<NamedEntry> FromTable(ImportDraft draft, TableBlock table)
    {
        draft.Claim(table);
        foreach (var row in table.Rows.Where(row => !Placeholder.Is(row.Cells[0])))
        {
            var details = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            for (var i = 1; i < row.Cells.Count; i++)
            {
                if (!Placeholder.Is(row.Cells[i]))
                {
                    details.TryAdd(table.Columns[i], row.Cells[i]);
                }
            }

            yield return new NamedEntry(row.Cells[0], details.Count > 0 ? details.First().Value : null, details, new SourceLines(row.First, row.Last));
        }
    }

    private static IEnumerable<NamedEntry> FromList(ImportDraft draft, ListBlock list)
    {
        foreach (var item in list.Items.Where(item => !draft.IsClaimed(item.First) && item.Text.Length > 0))
        {
            var details = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var child in item.Children)
            {
                details.TryAdd(child.Head.Label ?? child.Head.Bare, child.Head.Label is null ? "" : child.Head.Value);
            }

            var name = item.Head.Label ?? item.Head.Bare;
            yield return new NamedEntry(name, item.Head.Label is null ? null : Placeholder.Real(item.Head.Value), details, draft.Claim(item));
        }
    }
}
