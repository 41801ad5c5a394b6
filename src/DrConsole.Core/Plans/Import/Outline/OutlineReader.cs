using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace DrConsole.Plans.Import;

/// <summary>Turns Markdown into a tree of sections, mending what people break: flat sub-lists, glued bullets, bold lines used as headings.</summary>
internal sealed class OutlineReader(SourceText source, Lexicon lexicon)
{
    private const int LabelLevel = 7;
    private const int LongestTitle = 70;

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().UseTaskLists().UsePreciseSourceLocation().Build();

    private readonly Section root = new("", SectionKind.Root, 0, 1, parent: null) { LastLine = source.Lines.Count };
    private LineIndex index = new("");
    private int tableEnd;

    /// <summary>Every block with text, by line, so that a note can be cut where a block ends.</summary>
    public List<Block> Blocks { get; } = [];

    public IReadOnlyDictionary<string, (string Value, int Line)> FrontMatter { get; private set; } = new Dictionary<string, (string, int)>(StringComparer.Ordinal);

    public Section Read()
    {
        // A bold line right below a list would be read as the end of its last item; marked as a heading it is one.
        var text = LabelLines.Mark(source.Lines, line => Title([line]) is not null);
        index = new LineIndex(text);
        var document = Parse(text);
        var current = root;
        foreach (var block in document)
        {
            current = Place(block, current);
        }

        Close();
        foreach (var section in root.Whole())
        {
            section.Classify(lexicon);
        }

        return root;
    }

    private static MarkdownDocument Parse(string text)
    {
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException tooDeep) when (tooDeep.Message.Contains("nested", StringComparison.Ordinal))
        {
            throw DepthCheck.Refusal();
        }
    }

    private Section Place(Markdig.Syntax.Block block, Section current)
    {
        var (first, last) = Range(block);
        if (last <= tableEnd)
        {
            return current;
        }

        switch (block)
        {
            case YamlFrontMatterBlock:
                FrontMatter = FrontMatterReader.Read(source.Lines, first, last);
                current.Children.AddRange(new YamlTables(lexicon).Read([.. source.Lines.Skip(first - 1).Take(last - first + 1)], first, current));
                return current;
            case FencedCodeBlock { Info: "yaml" or "yml" } facts when new YamlTables(lexicon).Read([.. source.Lines.Skip(first).Take(last - first - 1)], first + 1, current) is { Count: > 0 } stated:
                current.Children.AddRange(stated);
                current.LastLine = Math.Max(current.LastLine, last);
                return current;
            case ThematicBreakBlock:
                return Above(current, LabelLevel);
            case HeadingBlock heading:
                var lines = InlineText.Lines(heading.Inline, first);
                var underline = source.Lines[last - 1].Trim().Length;
                if (heading.IsSetext && underline * 2 < source.Lines[first - 1].Length && (lines.Count > 1 || lines is [{ Label: not null, Value.Length: > 0, IsBold: false }]))
                {
                    // A rule drawn right below a paragraph makes Markdown read the paragraph as a heading.
                    Add(current, new Paragraph(lines, first, last));
                    return current;
                }

                return LabelLines.IsMarked(source.Lines[first - 1], heading.Level, heading.IsSetext)
                    ? Open(current, InlineText.Plain(heading.Inline), SectionKind.Label, LabelLevel, first, last)
                    : Open(current, InlineText.Plain(heading.Inline), SectionKind.Heading, heading.Level, first, last);
            case ParagraphBlock paragraph when Title(InlineText.Lines(paragraph.Inline, first)) is { } title:
                return Open(current, title, SectionKind.Label, LabelLevel, first, last);
            case ParagraphBlock paragraph when InlineText.Lines(paragraph.Inline, first) is [var head, ..] whole && Title([head]) is { } announced && GluedList.Read(whole, current) is not null:
                var labelled = Open(current, announced, SectionKind.Label, LabelLevel, first, first);
                foreach (var read in GluedList.Read([.. whole.Skip(1)], labelled) ?? [new Paragraph([.. whole.Skip(1)], first + 1, last)])
                {
                    Add(labelled, read);
                }

                return labelled;
            case ParagraphBlock paragraph when InlineText.Lines(paragraph.Inline, first) is [var plain] && Announces(plain, last):
                return Open(current, plain.Bare, SectionKind.Label, LabelLevel, first, last);
            case ParagraphBlock paragraph when InlineText.Lines(paragraph.Inline, first) is { Count: > 1 } said && said[^1].EndsWithColon && Title([said[^1]]) is { } announcing:
                Add(current, new Paragraph([.. said.SkipLast(1)], first, said[^1].Line - 1));
                return Open(current, announcing, SectionKind.Label, LabelLevel, said[^1].Line, last);
            case HtmlBlock when HtmlMarks.Heading(source.Lines[first - 1]) is { } html:
                return Open(current, html.Title, SectionKind.Heading, html.Level, first, last);
            default:
                foreach (var read in Convert(block, current))
                {
                    Add(current, read);
                }

                return current;
        }
    }

    // "Recovery steps" without any mark, right above a list.
    private bool Announces(TextLine line, int last)
    {
        var next = last < source.Lines.Count ? source.Lines[last].TrimStart() : "";
        var isList = next.Length > 2 && (next[0] is '-' or '*' or '+' && next[1] == ' ' || (char.IsAsciiDigit(next[0]) && next[1] is '.' or ')'));
        return isList && line.Text.Length <= 30 && line.Label is null && line.Text.Count(c => c == ' ') < 4 && !line.Text.EndsWith('.') && !line.Text.EndsWith('。')
            && lexicon.Topics(line.Text).HasAny(Topic.Detection, Topic.Steps, Topic.Checklist, Topic.Contact, Topic.Escalation);
    }

    private string? Title(IReadOnlyList<TextLine> lines)
    {
        if (lines is not [var line] || line.Bare.Length is 0 or > LongestTitle || (!line.IsBold && StepLines.Mark(line.Text, lexicon) > 0))
        {
            return null;
        }

        var announces = line.EndsWithColon && !line.Bare.Contains(". ", StringComparison.Ordinal);
        return line.IsBold && (announces || !line.Text.EndsWith('.')) ? line.Bare
            : announces && line.Bare.Count(c => c == ' ') < 4 && (TopicRules.Leading(lexicon.Topics(line.Bare)) != Topic.None || lexicon.Frequency(line.Bare)?.Length == line.Bare.Length) ? line.Bare
            : null;
    }

    private static Section Open(Section current, string title, SectionKind kind, int level, int first, int last)
    {
        var parent = Above(current, level);
        var section = new Section(title.Trim().TrimEnd(':', '：'), kind, level, first, parent) { LastLine = last, HeadEnd = last };
        parent.Children.Add(section);
        return section;
    }

    private static Section Above(Section current, int level)
    {
        while (current.Level >= level && current.Parent is not null)
        {
            current = current.Parent;
        }

        return current;
    }

    private void Add(Section section, Block block)
    {
        section.Blocks.Add(block);
        section.LastLine = Math.Max(section.LastLine, block.Last);
        if (section.Kind != SectionKind.Item)
        {
            Blocks.Add(block);
        }
    }

    private IEnumerable<Block> Convert(Markdig.Syntax.Block block, Section parent)
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
                tableEnd = EndOfTable(first, last);
                return [HtmlMarks.Table(source.Lines, first, tableEnd) as Block ?? new OtherBlock(first, tableEnd)];
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
                Add(inner, block);
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

    private void Close()
    {
        foreach (var section in root.Whole().Reverse().ToList())
        {
            StepLines.Mend(section, lexicon);
            FlatLists.Mend(section);
            DefinitionList.Mend(section);
            section.LastLine = section.Children.Select(child => child.LastLine).Append(section.LastLine).Max();
        }
    }

    // An underlined heading is told by its underline; the block begins with its text.
    private (int First, int Last) Range(Markdig.Syntax.Block block) =>
        (block is HeadingBlock { IsSetext: true } ? index.LineOf(block.Span.Start) : block.Line + 1, index.LineOf(block.Span.End));
}
