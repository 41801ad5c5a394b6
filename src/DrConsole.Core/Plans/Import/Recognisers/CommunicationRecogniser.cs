namespace DrConsole.Plans.Import;

/// <summary>Whom to tell and how: each titled list, or each numbered item with bullets, is one audience.</summary>
internal static class CommunicationRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var (section, block) in draft.Free(Topic.Communication))
        {
            if (section.Kind == SectionKind.Item)
            {
                continue;
            }

            switch (block)
            {
                case ListBlock list when list.Items.Any(item => !item.IsLeaf):
                    foreach (var item in list.Items)
                    {
                        Add(draft, item.Head.Label ?? item.Head.Bare, [.. item.Children.Select(child => child.Text)], draft.Claim(item));
                    }

                    break;
                case ListBlock list:
                    Add(draft, section.Title, [.. list.Items.Select(item => item.Text)], draft.Claim(list));
                    break;
                case TableBlock table:
                    draft.Claim(table);
                    foreach (var row in table.Rows)
                    {
                        Add(draft, row.Cells[0], [.. row.Cells.Skip(1).Select((cell, i) => $"{table.Columns[i + 1]}: {cell}")], new SourceLines(row.First, row.Last));
                    }

                    break;
            }
        }
    }

    private static void Add(ImportDraft draft, string audience, IReadOnlyList<string> items, SourceLines source) =>
        draft.Communication.Add(new CommunicationRule { Key = draft.Key("communication", audience), Audience = audience, Items = items, Source = source });
}
