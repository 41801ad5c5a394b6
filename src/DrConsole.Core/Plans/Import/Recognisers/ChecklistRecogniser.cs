namespace DrConsole.Plans.Import;

/// <summary>Lists with check boxes wherever they stand, and plain lists under a title that calls itself a checklist.</summary>
internal static class ChecklistRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var section in draft.Sections)
        {
            var named = section.Theme == Topic.Checklist;
            var items = new List<ListItem>();
            foreach (var list in section.Blocks.OfType<ListBlock>().Where(draft.IsFree).Where(list => named || section.Theme != Topic.Test || !list.Items.All(item => draft.Lexicon.Frequency(item.Text) is not null)))
            {
                var boxed = list.Items.Any(item => item.Checked is not null) || list.Items.Any(item => item.Children.Any(child => child.Checked is not null));
                if (boxed || named)
                {
                    // "**Database**" over boxes is a group, not something to check.
                    items.AddRange(list.Items.SelectMany(item => item.IsLeaf || !item.Children.Any() ? [item] : item.Children));
                    draft.Claim(list);
                }
            }

            if (named && items.Count == 0 && section.Blocks.OfType<TableBlock>().FirstOrDefault(draft.IsFree) is { } table)
            {
                FromTable(draft, section, table);
            }

            if (items.Count > 0)
            {
                draft.Checklists.Add(new PlanChecklist
                {
                    Key = draft.Key("checklist", section.Title),
                    Source = new SourceLines(section.Line, Math.Max(section.HeadEnd, items.Max(item => item.Last))),
                    Title = TitleOf(draft, section),
                    Section = section.Parent is { Kind: not SectionKind.Root } parent ? parent.Title : null,
                    Items = [.. items.Select(item => item.Head.Text.TrimStart('☐', '□', '☑', ' '))],
                });
            }
        }
    }

    private static void FromTable(ImportDraft draft, Section section, TableBlock table)
    {
        var columns = new Columns(table, draft.Lexicon);
        var what = columns.Of(Topic.Action, Topic.What, Topic.Description) is var at and >= 0 ? at : table.Rows.Count > 0 && table.Rows[0].Cells[0].All(c => !char.IsLetter(c)) && table.Columns.Count > 1 ? 1 : 0;
        draft.Claim(table);
        draft.Checklists.Add(new PlanChecklist
        {
            Key = draft.Key("checklist", section.Title), Source = new SourceLines(section.Line, table.Last), Title = TitleOf(draft, section), Section = section.Parent is { Kind: not SectionKind.Root } parent ? parent.Title : null,
            Items = [.. table.Rows.Select(row => row.Cells[what]).Where(cell => cell.Length > 0)],
        });
    }

    // "Checklist" alone says too little among its sisters.
    private static string TitleOf(ImportDraft draft, Section section) =>
        draft.Lexicon.IsExactly(section.Title, Topic.Checklist) && section.Parent is { Title.Length: > 0 } parent ? $"{parent.Title}: {section.Title}" : section.Title;
}
