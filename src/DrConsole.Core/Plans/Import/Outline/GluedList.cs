namespace DrConsole.Plans.Import;

/// <summary>Finds the list in a paragraph whose marks Markdown does not know: <c>-text</c>, <c>•</c>, <c>1、</c>, <c>（1）</c>, <c>①</c>, <c>1)text</c>.</summary>
internal static class GluedList
{
    private const string Boxes = "☐□▢☑✅✔☒";
    private const string Bullets = "•·●○▪■◆‣–—-*・" + Boxes;

    public static IEnumerable<Block>? Read(IReadOnlyList<TextLine> lines, Section parent)
    {
        var from = lines.Count > 0 && Mark(lines[0].Text) == 0 ? 1 : 0;
        if (lines.Count - from < 2 || lines.Skip(from).Any(line => Mark(line.Text) == 0))
        {
            return null;
        }

        var items = new List<ListItem>();
        foreach (var line in lines.Skip(from))
        {
            var mark = Mark(line.Text);
            var head = new TextLine(line.Text[mark..], Math.Max(0, line.Bold - mark), line.Line);
            var inner = new Section(head.Label ?? head.Bare, SectionKind.Item, parent.Level + 10, line.Line, parent);
            items.Add(new ListItem(head, Boxes.Contains(line.Text[0], StringComparison.Ordinal) ? line.Text[0] is not ('☐' or '□' or '▢') : null, line.Line, line.Line) { Inner = inner });
        }

        var ordered = !Bullets.Contains(lines[from].Text[0]);
        var list = new ListBlock(ordered, 1, items, lines[from].Line, lines[^1].Line);
        return from == 0 ? [list] : [new Paragraph([lines[0]], lines[0].Line, lines[0].Line), list];
    }

    private static int Mark(string text)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        if (Bullets.Contains(text[0]))
        {
            return char.IsWhiteSpace(text[1]) || char.IsLetter(text[1]) ? 1 : 0;
        }

        if (text[0] is >= '①' and <= '⑳')
        {
            return 1;
        }

        var i = text[0] is '（' or '(' ? 1 : 0;
        var start = i;
        while (i < text.Length && i - start < 3 && char.IsDigit(text[i]))
        {
            i++;
        }

        var closed = i > start && i < text.Length && text[i] is '、' or '．' or '）' or ')' or '.';
        return closed && (i + 1 >= text.Length || !char.IsDigit(text[i + 1])) ? i + 1 : 0;
    }
}
