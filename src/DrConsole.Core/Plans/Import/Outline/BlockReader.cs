using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;

namespace DrConsole.Plans.Import;

/// <summary>Turns paragraphs, lists, tables and code of the Markdown into blocks that know their lines.</summary>
internal sealed class BlockReader(SourceText source, LineIndex index)
{
    /// <summary>Last line of the HTML table that was read last: Markdown cuts it at its empty lines, so more blocks of it may follow.</summary>
    public int TableEnd { get; private set; }

    /// <summary>The lines of a block. An underlined heading is told by its underline; the block begins with its text.</summary>
    public (int First, int Last) Range(Markdig.Syntax.Block block) =>
        (block is HeadingBlock { IsSetext: true } ? index.LineOf(block.Span.Start) : block.Line + 1, index.LineOf(block.Span.End));

    /// <summary>What a block of the text says; a quotation is what stands in it.</summary>
    public IEnumerable<Block> Convert(Markdig.Syntax.Block block, Section parent)
    {
        var (first, last) = Range(block);
        switch (block)
        {
            case ParagraphBlock paragraph:
                var lines = InlineText.Lines(paragraph.Inline, first);
                if (DefinitionList.Read(lines, parent) is { } defined)
                {
                    return [defined];
                }

                return GluedList.Read(lines, parent) ?? [lines.Count == 0 ? new OtherBlock(first, last) : new Paragraph(lines, first, last)];
            case Markdig.Syntax.ListBlock list:
                return [Read(list, parent, first, last)];
            case Table table:
                return [Read(table, first, last)];
            case Markdig.Syntax.CodeBlock code:
                var fenced = code as FencedCodeBlock;
                var info = fenced?.Info?.Trim();
                return [new CodeBlockNode(string.IsNullOrEmpty(info) ? null : info, code.Lines.ToString(), fenced is null ? first : first + 1, first, last)];
            case QuoteBlock quote:
                return quote.SelectMany(inner => Convert(inner, parent)).ToList();
            case HtmlBlock when source.Lines[first - 1].Contains("<table", StringComparison.OrdinalIgnoreCase):
                TableEnd = EndOfTable(first, last);
                return [HtmlMarks.Table(source.Lines, first, TableEnd) as Block ?? new OtherBlock(first, TableEnd)];
            default:
                return [new OtherBlock(first, Math.Max(first, last))];
        }
    }

    private ListBlock Read(Markdig.Syntax.ListBlock list, Section parent, int first, int last)
    {
        var items = new List<ListItem>();
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var (from, to) = (item.Line + 1, Math.Max(item.Line + 1, index.LineOf(item.Span.End)));
            var head = item.Count > 0 && item[0] is ParagraphBlock paragraph ? paragraph : null;
            var lines = head is null ? [] : InlineText.Lines(head.Inline, from);
            var check = head?.Inline?.FirstChild as TaskList;
            var line = lines.Count == 0 ? new TextLine("", 0, from) : Joined(lines);
            var inner = new Section(line.Label ?? line.Bare, SectionKind.Item, parent.Level + 10, from, parent) { LastLine = to };
            foreach (var block in item.Skip(head is null ? 0 : 1).SelectMany(block => Convert(block, inner)))
            {
                inner.Add(block);
            }

            items.Add(new ListItem(line, check?.Checked, from, to) { Inner = inner });
        }

        var start = int.TryParse(list.OrderedStart, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 1;
        return new ListBlock(list.IsOrdered, start, items, first, last);
    }

    private static TextLine Joined(IReadOnlyList<TextLine> lines) =>
        lines.Count == 1 ? lines[0] : new TextLine(string.Join(' ', lines.Select(line => line.Text)), lines[0].IsBold ? lines[0].Text.Length : lines[0].Bold, lines[0].Line);

    private TableBlock Read(Table table, int first, int last)
    {
        var rows = table.OfType<Markdig.Extensions.Tables.TableRow>().Select(row => new TableRow(
            [.. row.OfType<TableCell>().Select(cell => string.Join(' ', cell.OfType<LeafBlock>().Select(leaf => InlineText.Plain(leaf.Inline))))],
            row.Line + 1,
            Math.Max(row.Line + 1, index.LineOf(row.Span.End)))).ToList();
        var header = rows.Count > 0 ? rows[0].Cells : [];
        return new TableBlock(header, [.. rows.Skip(1).Select(row => row with { Cells = HtmlMarks.Fit(row.Cells, header.Count) })], first, last);
    }

    private int EndOfTable(int first, int last)
    {
        for (var line = first; line <= source.Lines.Count; line++)
        {
            if (source.Lines[line - 1].Contains("</table", StringComparison.OrdinalIgnoreCase))
            {
                return line;
            }
        }

        return last;
    }
}
