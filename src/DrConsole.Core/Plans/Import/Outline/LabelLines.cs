namespace DrConsole.Plans.Import;

/// <summary>Finds lines that serve as headings but hang on to the list above them, and marks them so that Markdown ends the list there.</summary>
internal static class LabelLines
{
    private const string Marker = "###### ";

    public static string Mark(IReadOnlyList<string> lines, Func<TextLine, bool> isTitle)
    {
        var marked = new string[lines.Count];
        var fence = "";
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var start = line.TrimStart();
            if (start.StartsWith("```", StringComparison.Ordinal) || start.StartsWith("~~~", StringComparison.Ordinal))
            {
                fence = fence.Length == 0 ? start[..3] : start.StartsWith(fence, StringComparison.Ordinal) ? "" : fence;
            }

            marked[i] = fence.Length == 0 && i > 0 && Hangs(lines[i - 1], line) && isTitle(Read(line)) ? Marker + line : line;
        }

        return string.Join('\n', marked);
    }

    /// <summary>True when a heading of the parser is only our mark.</summary>
    public static bool IsMarked(string sourceLine, int level, bool isSetext) => level == 6 && !isSetext && !sourceLine.TrimStart().StartsWith('#');

    private static bool Hangs(string above, string line) =>
        line.Length is > 1 and < 120 && !char.IsWhiteSpace(line[0]) && line[0] is not ('#' or '-' or '+' or '|' or '>' or '<' or '`') && above.Trim().Length > 0 && IsListed(above);

    private static bool IsListed(string above)
    {
        var text = above.TrimStart();
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return above.Length > text.Length || text[0] is '-' or '+' || text.StartsWith("* ", StringComparison.Ordinal) || (digits is > 0 and < 4 && digits < text.Length && text[digits] is '.' or ')' or '、');
    }

    private static TextLine Read(string line)
    {
        var bold = line.StartsWith("**", StringComparison.Ordinal) ? line.IndexOf("**", 2, StringComparison.Ordinal) - 2 : 0;
        return new TextLine(line.Replace("**", "", StringComparison.Ordinal), Math.Max(0, bold), 1);
    }
}
