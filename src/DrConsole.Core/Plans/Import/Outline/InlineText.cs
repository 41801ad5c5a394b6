using System.Net;
using System.Text;
using Markdig.Syntax.Inlines;

namespace DrConsole.Plans.Import;

/// <summary>The words of a Markdown paragraph without their marks, and how much of its beginning is bold.</summary>
internal static class InlineText
{
    public static IReadOnlyList<TextLine> Lines(ContainerInline? inlines, int firstLine)
    {
        var lines = new List<TextLine>();
        var text = new StringBuilder();
        var bold = 0;
        var line = firstLine;
        foreach (var inline in Flat(inlines))
        {
            if (inline.Inline is LineBreakInline || IsBreak(inline.Inline))
            {
                Take(lines, text, bold, line);
                line += inline.Inline is LineBreakInline ? 1 : 0;
                bold = 0;
                continue;
            }

            var before = text.Length;
            text.Append(Words(inline.Inline));
            // Bold counts only from the start of the line; spaces before it do not break it.
            if (inline.IsBold && (bold == before || text.ToString(0, before).AsSpan().IsWhiteSpace()))
            {
                bold = text.Length;
            }
        }

        Take(lines, text, bold, line);
        return lines;
    }

    public static string Plain(ContainerInline? inlines) => string.Join(' ', Lines(inlines, 1).Select(line => line.Text)).Trim();

    private static bool IsBreak(Inline inline) =>
        inline is HtmlInline { Tag: var tag } && tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase);

    private static void Take(List<TextLine> lines, StringBuilder text, int bold, int line)
    {
        if (text.Length > 0 && !text.ToString().AsSpan().IsWhiteSpace())
        {
            lines.Add(new TextLine(text.ToString(), bold, line));
        }

        text.Clear();
    }

    private static string Words(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        AutolinkInline link => link.Url,
        HtmlInline html => HtmlMarks.IsFormatting(html.Tag) ? "" : WebUtility.HtmlDecode(html.Tag),
        DelimiterInline delimiter => delimiter.ToLiteral(),
        _ => "",
    };

    private static IEnumerable<(Inline Inline, bool IsBold)> Flat(ContainerInline? root)
    {
        var stack = new Stack<(Inline Inline, bool IsBold)>();
        Push(stack, root, isBold: false);
        while (stack.Count > 0)
        {
            var next = stack.Pop();
            if (next.Inline is ContainerInline container)
            {
                if (container is DelimiterInline)
                {
                    yield return next;
                }

                Push(stack, container, next.IsBold || container is EmphasisInline { DelimiterChar: '*' or '_', DelimiterCount: >= 2 });
                continue;
            }

            yield return next;
        }
    }

    private static void Push(Stack<(Inline Inline, bool IsBold)> stack, ContainerInline? container, bool isBold)
    {
        for (var child = container?.LastChild; child is not null; child = child.PreviousSibling)
        {
            stack.Push((child, isBold));
        }
    }
}
