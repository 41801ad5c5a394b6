using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>
/// A document's source as numbered, encoded lines. One piece of markup and not a component per line, because a plan may have thousands.
/// Characters that turn the direction of text are shown by name, so that what is read is what is there.
/// </summary>
public static class SourceMarkup
{
    /// <summary>Lines beyond this are not shown.</summary>
    public const int MaxLines = 10_000;

    /// <summary>The markup, and how many lines the document has.</summary>
    /// <param name="files">The files of which the source consists, each named above its first line.</param>
    public static (MarkupString Markup, int LineCount) Of(string source, IEnumerable<SourceLines> placed, IEnumerable<SourceLines> notes, IReadOnlyList<SourceFile>? files = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var lines = source.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var marks = Marks(lines.Length, placed, notes);
        var html = new StringBuilder();
        for (var i = 0; i < Math.Min(lines.Length, MaxLines); i++)
        {
            if (files?.FirstOrDefault(file => file.FirstLine == i + 1) is { } file)
            {
                html.Append("<p class=\"source-file mono\">");
                Encode(html, file.Name);
                html.Append("</p>");
            }

            html.Append(CultureInfo.InvariantCulture, $"<div class=\"source-line {marks[i]}\" data-line=\"{i + 1}\"><span class=\"source-number\">{i + 1}</span><code>");
            Encode(html, lines[i]);
            html.Append("</code></div>");
        }

        return (new(html.ToString()), lines.Length);
    }

    private static string[] Marks(int count, IEnumerable<SourceLines> placed, IEnumerable<SourceLines> notes)
    {
        var marks = new string[count];
        Mark(notes, "is-note");
        Mark(placed, "is-placed");
        return marks;

        void Mark(IEnumerable<SourceLines> ranges, string mark)
        {
            foreach (var range in ranges)
            {
                for (var line = Math.Max(1, range.First); line <= Math.Min(count, range.Last); line++)
                {
                    marks[line - 1] = mark;
                }
            }
        }
    }

    private static void Encode(StringBuilder html, string line)
    {
        var start = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' || (char.IsControl(line[i]) && line[i] != '\t'))
            {
                html.Append(HtmlEncoder.Default.Encode(line[start..i]));
                html.Append(CultureInfo.InvariantCulture, $"<span class=\"source-control\">U+{(int)line[i]:X4}</span>");
                start = i + 1;
            }
        }

        html.Append(HtmlEncoder.Default.Encode(line[start..]));
    }
}
