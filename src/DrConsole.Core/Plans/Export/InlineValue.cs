using System.Text;
using DrConsole.Platform;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DrConsole.Plans.Export;

/// <summary>
/// The value that a run of Markdown states: its letters when it is plain text, escapes undone; as soon as there is markup in it
/// (emphasis, code, links) the Markdown itself, so that nothing of it is lost.
/// </summary>
internal static class InlineValue
{
    /// <summary>Stands for a text without letters; where nothing stands, nothing is said.</summary>
    public const string Empty = "\"\"";

    private const string KeyMark = "<!-- key: ";
    private const string CommentEnd = " -->";

    /// <summary>A comment that carries an item's key.</summary>
    public static string Comment(string key) => KeyMark + string.Concat(key.Select((c, i) => IsSafe(key, i) ? c.ToString() : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"&#{(int)c};"))) + CommentEnd;

    /// <summary>True when the whole is emphasised: it stands for an entry whose name is not its heading.</summary>
    public static bool IsUnnamed(IReadOnlyList<Inline> inlines) => inlines is [EmphasisInline { DelimiterChar: '*', DelimiterCount: 1 }];

    /// <summary>The same for a heading or a step, whose text is null too when it only stands in for a name.</summary>
    public static (string? Text, string? Key) Title(LeafBlock leaf, string source)
    {
        var before = Of(leaf).TakeWhile(inline => !IsKey(inline)).Where(inline => inline is not LiteralInline literal || literal.Content.ToString().Trim(' ').Length > 0).ToList();
        var (text, key) = Read(Of(leaf), source);
        return (IsUnnamed(before) ? null : text, key);
    }

    /// <summary>The text of the inlines (null when they say nothing) and the key in a comment behind it.</summary>
    public static (string? Text, string? Key) Read(IEnumerable<Inline> inlines, string source)
    {
        List<Inline> run = [.. inlines.Where(inline => inline is not TaskList)];
        string? key = null;
        if (run.FindLast(IsKey) is HtmlInline comment)
        {
            key = System.Net.WebUtility.HtmlDecode(comment.Tag[KeyMark.Length..^CommentEnd.Length]);
            run.RemoveRange(run.IndexOf(comment), run.Count - run.IndexOf(comment));
        }

        var text = run.TrueForAll(inline => inline is LiteralInline or HtmlEntityInline or LineBreakInline) ? Letters(run) : Raw(run, source);
        return (text switch { "" => null, Empty when run is [LiteralInline { IsFirstCharacterEscaped: false }] => "", _ => SafeText.Clean(text) }, key);
    }

    private static string Letters(List<Inline> run)
    {
        var text = new StringBuilder();
        for (var i = 0; i < run.Count; i++)
        {
            // Blanks at the ends belong to the Markdown; those of the text stand there as entities.
            var letters = run[i] switch
            {
                LiteralInline literal => literal.Content.ToString(),
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                _ => " ",
            };
            letters = run[i] is LiteralInline && i == 0 ? letters.TrimStart(' ') : letters;
            text.Append(run[i] is LiteralInline && i == run.Count - 1 ? letters.TrimEnd(' ') : letters);
        }

        return text.ToString();
    }

    private static string Raw(List<Inline> run, string source)
    {
        var (from, to) = (run[0].Span.Start, run[^1].Span.End);
        return from < 0 || to < from || to >= source.Length ? "" : string.Join(' ', source[from..(to + 1)].Split('\n').Select(line => line.Trim(' ')));
    }

    private static bool IsKey(Inline inline) => inline is HtmlInline html && html.Tag.StartsWith(KeyMark, StringComparison.Ordinal) && html.Tag.EndsWith(CommentEnd, StringComparison.Ordinal);

    private static bool IsSafe(string key, int at) =>
        key[at] is not ('&' or '>' or '<' or '|' or '\\' or '`' or '\uFEFF' or '\u2028' or '\u2029') && !char.IsControl(key[at]) && !(key[at] == '-' && at > 0 && key[at - 1] == '-');

    /// <summary>The inlines of a paragraph or heading.</summary>
    public static IEnumerable<Inline> Of(LeafBlock block) => block.Inline ?? Enumerable.Empty<Inline>();
}
