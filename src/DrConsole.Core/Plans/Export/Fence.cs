using System.Net;
using System.Text;
using DrConsole.Plans.Import;
using Markdig.Syntax;

namespace DrConsole.Plans.Export;

/// <summary>A block of code, exactly as it is: <c>```sh title="Restore"</c>.</summary>
internal static class Fence
{
    private const string Title = "title=\"";
    private const string Language = "language=\"";
    private const string Entities = "entities=\"yes\"";

    public static void Write(StringBuilder target, string indent, string text, string? language, string? title)
    {
        var marks = new string('`', Math.Max(3, LongestRun(text) + 1));
        var isWord = language is { Length: > 0 } && language.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '#' or '.' or '_');
        var isVerbatim = MarkdownText.IsVerbatim(text);
        string?[] info =
        [
            isWord ? language : null,
            language is not null && !isWord ? Language + Encoded(language) + "\"" : null,
            title is not null ? Title + Encoded(title) + "\"" : null,
            isVerbatim ? null : Entities,
        ];
        target.Append(indent).Append(marks).AppendJoin(' ', info.Where(part => part is not null)).Append('\n');
        foreach (var line in (isVerbatim ? text : Encoded(text)).Split('\n'))
        {
            target.Append(line.Length == 0 ? "" : indent).Append(line).Append('\n');
        }

        target.Append(indent).Append(marks).Append('\n');
    }

    /// <summary>What a fenced block states, and the line that closes it.</summary>
    public static (string Text, string? Language, string? Title, int Last) Read(SourceText source, FencedCodeBlock block)
    {
        var head = source.Lines[block.Line];
        var at = head.IndexOf(block.FencedChar, StringComparison.Ordinal);
        var info = at < 0 ? "" : head[at..].TrimStart(block.FencedChar).Trim();
        var lines = source.Lines.Skip(block.Line + 1).Take(block.Lines.Count).Select(line => line[Blanks(line, Math.Max(at, 0))..]);
        var text = string.Join('\n', lines);
        var word = info.Split(' ')[0];
        var language = Value(info, Language) ?? (word.Length == 0 || word.Contains('=', StringComparison.Ordinal) ? null : word);
        return (info.Contains(Entities, StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text, language, Value(info, Title), block.Line + 1 + block.Lines.Count + (block.ClosingFencedCharCount > 0 ? 1 : 0));
    }

    private static string? Value(string info, string name)
    {
        var from = (" " + info).IndexOf(" " + name, StringComparison.Ordinal);
        if (from < 0)
        {
            return null;
        }

        from += name.Length;
        var to = info.IndexOf('"', from);
        return to < 0 ? null : WebUtility.HtmlDecode(info[from..to]);
    }

    // Everything that ends the info string early, that Markdown reads, or that the importer would change.
    private static string Encoded(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.Value is '&' or '"' or '`' or '\\' or '\n' or '\t' || !MarkdownText.IsVerbatim(rune.ToString())
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"&#{rune.Value};") : rune.ToString()));

    private static int Blanks(string line, int most)
    {
        var count = 0;
        while (count < most && count < line.Length && line[count] == ' ')
        {
            count++;
        }

        return count;
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
