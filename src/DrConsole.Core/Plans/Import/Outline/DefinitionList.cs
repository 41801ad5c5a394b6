namespace DrConsole.Plans.Import;

/// <summary>Reads a term over lines that begin with a colon as a list of labels with their values.</summary>
internal static class DefinitionList
{
    public static ListBlock? Read(IReadOnlyList<TextLine> lines, Section parent)
    {
        if (lines.Count < 2 || IsDefinition(lines[0]) || !IsDefinition(lines[1]))
        {
            return null;
        }

        var items = new List<ListItem>();
        for (var i = 0; i < lines.Count; i++)
        {
            var term = lines[i];
            var said = lines.Skip(i + 1).TakeWhile((line, at) => IsDefinition(line) || i + 2 + at >= lines.Count || !IsDefinition(lines[i + 2 + at])).ToList();
            var text = $"{term.Bare}: {string.Join("; ", said.Select(line => line.Text.TrimStart(':', ' ')))}";
            var head = new TextLine(text, term.Bare.Length + 1, term.Line);
            var last = said.Count > 0 ? said[^1].Line : term.Line;
            items.Add(new ListItem(head, isChecked: null, term.Line, last) { Inner = new Section(term.Bare, SectionKind.Item, parent.Level + 10, term.Line, parent) });
            i += said.Count;
        }

        return new ListBlock(ordered: false, 1, items, lines[0].Line, lines[^1].Line);
    }

    /// <summary>Joins definitions that blank lines keep apart.</summary>
    public static void Mend(Section section)
    {
        var mended = new List<Block>();
        foreach (var block in section.Blocks)
        {
            if (block is ListBlock rest && mended.Count > 0 && mended[^1] is ListBlock list && IsLabelled(rest) && IsLabelled(list))
            {
                list.Join(rest);
            }
            else
            {
                mended.Add(block);
            }
        }

        if (mended.Count < section.Blocks.Count)
        {
            section.Blocks.Clear();
            section.Blocks.AddRange(mended);
        }
    }

    private static bool IsLabelled(ListBlock list) => !list.Ordered && list.Items[0] is { IsLeaf: true, Head.Bold: > 0 } && list.Items[^1] is { IsLeaf: true, Head.Bold: > 0 };

    private static bool IsDefinition(TextLine line) => line.Text.StartsWith(": ", StringComparison.Ordinal);
}
