namespace DrConsole.Plans.Import;

/// <summary>A piece of a section, with the source lines that it covers.</summary>
internal abstract class Block(int first, int last)
{
    public int First => first;

    public int Last { get; protected set; } = last;
}

/// <summary>Running text, line by line.</summary>
internal sealed class Paragraph(IReadOnlyList<TextLine> lines, int first, int last) : Block(first, last)
{
    public IReadOnlyList<TextLine> Lines => lines;

    public string Text { get; } = string.Join(' ', lines.Select(line => line.Text));
}

/// <summary>A list, numbered or not.</summary>
internal sealed class ListBlock(bool ordered, int start, List<ListItem> items, int first, int last) : Block(first, last)
{
    public bool Ordered => ordered;

    public int Start => start;

    public List<ListItem> Items => items;

    /// <summary>Takes the items of a list that a missing indentation had cut off.</summary>
    public void Join(ListBlock rest)
    {
        items.AddRange(rest.Items);
        Last = rest.Last;
    }

    public void Stretch(int last) => Last = Math.Max(Last, last);
}

/// <summary>An entry of a list; what stands below it is a section of its own.</summary>
internal sealed class ListItem(TextLine head, bool? isChecked, int first, int last)
{
    public TextLine Head => head;

    /// <summary>Null when the item has no check box.</summary>
    public bool? Checked => isChecked;

    public int First => first;

    public int Last { get; set; } = last;

    public string Text => head.Text;

    public required Section Inner { get; init; }

    public bool IsLeaf => Inner.Blocks.Count == 0;

    public IEnumerable<ListItem> Children => Inner.Blocks.OfType<ListBlock>().SelectMany(list => list.Items);
}

/// <summary>A table with its header; rows are as wide as the header.</summary>
internal sealed class TableBlock(IReadOnlyList<string> columns, IReadOnlyList<TableRow> rows, int first, int last) : Block(first, last)
{
    public IReadOnlyList<string> Columns => columns;

    public IReadOnlyList<TableRow> Rows => rows;
}

/// <summary>One row of a table.</summary>
internal sealed record TableRow(IReadOnlyList<string> Cells, int First, int Last);

/// <summary>A fenced or indented block of code.</summary>
internal sealed class CodeBlockNode(string? language, string text, int textLine, int first, int last) : Block(first, last)
{
    public string? Language => language;

    public string Text => text;

    /// <summary>Line of the first line of the text; the fence itself is the one before.</summary>
    public int TextLine => textLine;

    public CommandBlock ToCommands(string? title = null) => new(text) { Language = language, Title = title, Source = new SourceLines(First, Last) };
}

/// <summary>Anything else (markup, pictures): it can only become a note.</summary>
internal sealed class OtherBlock(int first, int last) : Block(first, last);
