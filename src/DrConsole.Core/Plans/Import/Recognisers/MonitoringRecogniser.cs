namespace DrConsole.Plans.Import;

/// <summary>What is watched: lists of alerts and metrics, and alert rules as code.</summary>
internal static class MonitoringRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var section in draft.Sections.Where(section => section.Theme == Topic.Monitoring))
        {
            var blocks = section.Blocks.Where(block => draft.IsFree(block) && block is ListBlock or CodeBlockNode or TableBlock).ToList();
            if (blocks.Count == 0)
            {
                continue;
            }

            blocks.ForEach(block => draft.Claim(block));
            draft.Monitoring.Add(new MonitoringRule
            {
                Key = draft.Key("monitoring", section.Title),
                Title = section.Kind == SectionKind.Label && section.Parent is { Title.Length: > 0 } parent ? $"{parent.Title}: {section.Title}" : section.Title,
                Items = [.. blocks.OfType<ListBlock>().SelectMany(Texts), .. blocks.OfType<TableBlock>().SelectMany(table => table.Rows).Select(row => string.Join(" | ", row.Cells))],
                Rules = [.. blocks.OfType<CodeBlockNode>().Select(code => code.ToCommands())],
                Source = new SourceLines(blocks[0].First, blocks[^1].Last),
            });
        }
    }

    private static IEnumerable<string> Texts(ListBlock list) =>
        list.Items.SelectMany(item => item.Children.Select(child => child.Text).Prepend(item.Text));
}
