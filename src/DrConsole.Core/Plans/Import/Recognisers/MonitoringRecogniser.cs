namespace DrConsole.Plans.Import;

/// <summary>What is watched: lists of alerts and metrics, and alert rules as code.</summary>
internal static class MonitoringRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var section in draft.Sections.Where(section => section.Theme == Topic.Monitoring))
        {
            foreach (var table in section.Blocks.OfType<TableBlock>().Where(draft.IsFree).ToList())
            {
                FromTable(draft, table);
            }

            var blocks = section.Blocks.Where(block => draft.IsFree(block) && block is ListBlock or CodeBlockNode).ToList();
            if (blocks.Count == 0)
            {
                continue;
            }

            blocks.ForEach(block => draft.Claim(block));
            draft.Monitoring.Add(new MonitoringRule
            {
                Key = draft.Key("monitoring", section.Title),
                Title = section.Kind == SectionKind.Label && section.Parent is { Title.Length: > 0 } parent ? $"{parent.Title}: {section.Title}" : section.Title,
                Items = [.. blocks.OfType<ListBlock>().SelectMany(Texts)],
                Rules = [.. blocks.OfType<CodeBlockNode>().Select(code => code.ToCommands())],
                Source = new SourceLines(blocks[0].First, blocks[^1].Last),
            });
        }
    }

    // Each row is a rule of its own; its columns become fields.
    private static void FromTable(ImportDraft draft, TableBlock table)
    {
        draft.Claim(table);
        foreach (var row in table.Rows.Where(row => row.Cells[0].Length > 0))
        {
            draft.Monitoring.Add(new MonitoringRule
            {
                Key = draft.Key("monitoring", row.Cells[0]), Title = row.Cells[0], Source = new SourceLines(row.First, row.Last),
                Items = [.. Enumerable.Range(1, row.Cells.Count - 1).Where(at => !Placeholder.Is(row.Cells[at])).Select(at => $"{table.Columns[at]}: {row.Cells[at]}")],
            });
        }
    }

    private static IEnumerable<string> Texts(ListBlock list) =>
        list.Items.SelectMany(item => item.Children.Select(child => child.Text).Prepend(item.Text));
}
