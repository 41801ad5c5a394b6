using System.Net;
using System.Text;

namespace DrConsole.Plans.Import;

/// <summary>Reads the little HTML that plans hold: tables and headings. Everything else stays text; nothing is ever run.</summary>
internal static class HtmlMarks
{
    private static readonly HashSet<string> Formatting = new(StringComparer.OrdinalIgnoreCase)
    {
        "b", "strong", "i", "em", "u", "code", "span", "sup", "sub", "small", "mark", "kbd", "font", "p", "div", "center", "a",
    };

    public static bool IsFormatting(string tag) => Formatting.Contains(Name(tag)) && !tag.Contains("=\"javascript", StringComparison.OrdinalIgnoreCase);

    /// <summary>Rows of cells of the table that begins in the given lines; header cells make the first row.</summary>
    public static TableBlock? Table(IReadOnlyList<string> lines, int first, int last)
    {
        var rows = new List<TableRow>();
        var cells = new List<string>();
        var below = new Dictionary<int, (string Text, int Rows)>();
        var (wide, tall) = (1, 1);
        StringBuilder? cell = null;
        var rowLine = first;
        for (var number = first; number <= last; number++)
        {
            foreach (var (isTag, piece) in Pieces(lines[number - 1]))
            {
                var name = isTag ? Name(piece) : "";
                var closes = isTag && piece.StartsWith("</", StringComparison.Ordinal);
                switch (name.ToLowerInvariant())
                {
                    case "tr" when !closes:
                        rowLine = number;
                        break;
                    case "tr":
                        FromAbove(cells, below);
                        Finish(rows, cells, rowLine, number);
                        break;
                    case "td" or "th" when !closes:
                        FromAbove(cells, below);
                        cell = new StringBuilder();
                        (wide, tall) = (Span(piece, "colspan"), Span(piece, "rowspan"));
                        break;
                    case "td" or "th":
                        for (var i = 0; i < wide; i++)
                        {
                            below[cells.Count] = (WebUtility.HtmlDecode(cell?.ToString() ?? "").Trim(), tall - 1);
                            cells.Add(below[cells.Count].Text);
                        }

                        cell = null;
                        break;
                    default:
                        cell?.Append(isTag ? (IsFormatting(piece) ? "" : " ") : piece);
                        break;
                }
            }

            cell?.Append(' ');
        }

        Finish(rows, cells, rowLine, last);
        if (rows.Count < 2 || rows[0].Cells.Count < 2)
        {
            return null;
        }

        var width = rows[0].Cells.Count;
        return new TableBlock(rows[0].Cells, [.. rows.Skip(1).Select(row => row with { Cells = Fit(row.Cells, width) })], first, last);
    }

    /// <summary>Level and text of a heading that is written as HTML in one line.</summary>
    public static (int Level, string Title)? Heading(string line)
    {
        var trimmed = line.Trim();
        if (trimmed.Length < 9 || !trimmed.StartsWith("<h", StringComparison.OrdinalIgnoreCase) || trimmed[2] is < '1' or > '6')
        {
            return null;
        }

        var text = string.Concat(Pieces(trimmed).Where(piece => !piece.IsTag).Select(piece => piece.Text));
        return text.Length == 0 ? null : (trimmed[2] - '0', WebUtility.HtmlDecode(text).Trim());
    }

    /// <summary>True when a line of markup says something between its tags.</summary>
    public static bool Speaks(string line) => Pieces(line).Any(piece => !piece.IsTag && SourceText.Speaks(piece.Text));

    public static IReadOnlyList<string> Fit(IReadOnlyList<string> cells, int width) =>
        [.. cells.Take(width), .. Enumerable.Repeat("", Math.Max(0, width - cells.Count))];

    // A cell that spans rows says the same in each.
    private static void FromAbove(List<string> cells, Dictionary<int, (string Text, int Rows)> below)
    {
        while (below.TryGetValue(cells.Count, out var above) && above.Rows > 0)
        {
            below[cells.Count] = above with { Rows = above.Rows - 1 };
            cells.Add(above.Text);
        }
    }

    private static int Span(string tag, string name)
    {
        var at = tag.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        var digits = at < 0 ? "" : new string([.. tag[at..].SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).Take(2)]);
        return int.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out var span) ? Math.Clamp(span, 1, 20) : 1;
    }

    private static void Finish(List<TableRow> rows, List<string> cells, int first, int last)
    {
        if (cells.Count > 0)
        {
            rows.Add(new TableRow([.. cells], first, last));
            cells.Clear();
        }
    }

    private static string Name(string tag)
    {
        var from = tag.StartsWith("</", StringComparison.Ordinal) ? 2 : 1;
        var to = from;
        while (to < tag.Length && char.IsAsciiLetterOrDigit(tag[to]))
        {
            to++;
        }

        return from < tag.Length ? tag[from..to] : "";
    }

    private static IEnumerable<(bool IsTag, string Text)> Pieces(string line)
    {
        var at = 0;
        while (at < line.Length)
        {
            var open = line.IndexOf('<', at);
            var close = open < 0 ? -1 : line.IndexOf('>', open);
            if (close < 0)
            {
                yield return (false, line[at..]);
                yield break;
            }

            if (open > at)
            {
                yield return (false, line[at..open]);
            }

            yield return (true, line[open..(close + 1)]);
            at = close + 1;
        }
    }
}
