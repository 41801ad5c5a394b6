using Markdig;
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
    private BlockReader blocks = new(source, new LineIndex(""));

    /// <summary>Every block with text, by line, so that a note can be cut where a block ends.</summary>
    public List<Block> Blocks { get; } = [];

    public IReadOnlyDictionary<string, (string Value, int Line)> FrontMatter { get; private set; } = new Dictionary<string, (string, int)>(StringComparer.Ordinal);

    public Section Read()
    {
        // A bold line right below a list would be read as the end of its last item; marked as a heading it is one.
        var text = LabelLines.Mark(source.Lines, line => Title([line]) is not null);
        blocks = new BlockReader(source, new LineIndex(text));
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
        var (first, last) = blocks.Range(block);
        if (last <= blocks.TableEnd)
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
                foreach (var read in blocks.Convert(block, current))
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
        section.Add(block);
        if (section.Kind != SectionKind.Item)
        {
            Blocks.Add(block);
        }
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
}
