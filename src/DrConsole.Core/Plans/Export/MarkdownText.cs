using System.Globalization;
using System.Text;
using Markdig.Syntax;

namespace DrConsole.Plans.Export;

/// <summary>Writes a text so that it reads the same again: as it is where that does, escaped where it does not.</summary>
internal static class MarkdownText
{
    private const string AlwaysEscaped = "`*[";

    /// <summary>The text behind a list mark, a label or the marks of a heading.</summary>
    /// <param name="before">What stands before it on its line, e.g. <c>- </c>.</param>
    public static string Write(string before, string text) => IsPlain(text) || ReadsTheSame(before, text) ? text : Escape(text);

    /// <summary>The text in a cell of a table.</summary>
    public static string Cell(string text) => IsPlain(text) ? text : Escape(text);

    /// <summary>True when a text can stand as a block of its own, line by line.</summary>
    public static bool IsVerbatim(string text) => text.EnumerateRunes().All(rune => rune.Value == '\n' || !IsOdd(rune));

    /// <summary>True when a text has what begins a tag or a comment.</summary>
    public static bool HasTag(string text) => text.Where((c, i) => c == '<' && i + 1 < text.Length && (char.IsAsciiLetter(text[i + 1]) || text[i + 1] is '/' or '!' or '?')).Any();

    public static string Escape(string text)
    {
        if (text.Length == 0)
        {
            return InlineValue.Empty;
        }

        var escaped = new StringBuilder(text.Length + 8);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var isEdge = at == 0 || at + rune.Utf16SequenceLength == text.Length;
            if (IsOdd(rune) || rune.Value == '\t' || (isEdge && Rune.IsWhiteSpace(rune)))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};");
            }
            else
            {
                escaped.Append(NeedsEscape(text, at) ? "\\" : "").Append(rune);
            }

            at += rune.Utf16SequenceLength;
        }

        return escaped.ToString();
    }

    private static bool NeedsEscape(string text, int at)
    {
        var (c, next) = (text[at], at + 1 < text.Length ? text[at + 1] : ' ');
        var before = at > 0 ? text[at - 1] : ' ';
        return c switch
        {
            '\\' => !char.IsLetterOrDigit(next),
            '|' => true,
            '<' => !char.IsWhiteSpace(next) && !char.IsAsciiDigit(next),
            '&' => !char.IsWhiteSpace(next),
            '_' => !char.IsLetterOrDigit(before) || !char.IsLetterOrDigit(next),
            '#' or '~' => at == 0 || before is ' ' or '#' or '~',
            '"' => at == 0 && text == InlineValue.Empty,
            '>' or '-' or '+' or '=' or ':' => at == 0,
            '.' or ')' => at > 0 && text.AsSpan(0, at).IndexOfAnyExceptInRange('0', '9') < 0,
            _ => AlwaysEscaped.Contains(c, StringComparison.Ordinal),
        };
    }

    // Letters, digits and marks that mean nothing in Markdown: most texts need no second look.
    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || !(char.IsLetter(text[0]) || char.IsHighSurrogate(text[0])) || char.IsWhiteSpace(text[^1]))
        {
            return false;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (!(Rune.IsLetterOrDigit(rune) || (rune.Value < 0x80 && " ,.;:()/-'%?=@$+".Contains((char)rune.Value, StringComparison.Ordinal)) || (rune.Value >= 0xA0 && !IsOdd(rune))))
            {
                return false;
            }
        }

        return true;
    }

    // What the importer would change in a document's text, and what ends a line.
    private static bool IsOdd(Rune rune) =>
        rune.Value is 0xFEFF or 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) || (Rune.IsControl(rune) && rune.Value != '\t');

    private static bool ReadsTheSame(string before, string text)
    {
        // Tags would run in whatever shows the file, and half of one would swallow what stands behind it; a bar may make a table.
        if (!IsVerbatim(text) || text.AsSpan().ContainsAny('\n', '|') || HasTag(text))
        {
            return false;
        }

        var line = before + text;
        var leaf = ExportMarkdown.Parse(line).Descendants<LeafBlock>().ToList();
        if (leaf is not [{ } only] || only is not (ParagraphBlock or HeadingBlock))
        {
            return false;
        }

        var inlines = InlineValue.Of(only).SkipWhile(inline => inline.Span.Start < before.TrimEnd().Length).ToList();
        return inlines.Count > 0 && !InlineValue.IsUnnamed(inlines) && InlineValue.Read(inlines, line) == (text, null);
    }
}
