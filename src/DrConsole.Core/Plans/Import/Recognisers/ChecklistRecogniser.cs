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

    // "Checklist" alone says too little among its sisters.
    private static string TitleOf(ImportDraft draft, Section section) =>
        draft.Lexicon.IsExactly(section.Title, Topic.Checklist) && section.Parent is { Title.Length: > 0 } parent ? $"{parent.Title}: {section.Title}" : section.Title;
}
