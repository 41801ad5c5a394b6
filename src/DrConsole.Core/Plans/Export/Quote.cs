using System.Text;
using DrConsole.Plans.Import;

namespace DrConsole.Plans.Export;

/// <summary>A text of several lines as a block quote: the Markdown in it is shown as such, and its lines stay as they are.</summary>
internal static class Quote
{
    /// <summary>False for what would be quoted twice, and for tags, which would run in whatever shows the file.</summary>
    public static bool Suits(string text) =>
        !text.Split('\n').Any(line => line.TrimStart().StartsWith('>')) && !MarkdownText.HasTag(text);

    public static void Write(StringBuilder target, string indent, string text)
    {
        foreach (var line in text.Split('\n'))
        {
            target.Append(indent).Append(line.Length == 0 ? ">" : "> ").Append(line).Append('\n');
        }
    }

    /// <summary>The text of the quote that begins on that line, and its last line.</summary>
    public static (string Text, int Last) Read(SourceText source, int first)
    {
        var lines = new List<string>();
        for (var line = first; line <= source.Lines.Count && source.Lines[line - 1].TrimStart(' ', '\t') is ['>', ..] quoted; line++)
        {
            lines.Add(quoted is ['>', ' ', ..] ? quoted[2..] : quoted[1..]);
        }

        return (string.Join('\n', lines), first + lines.Count - 1);
    }
}
