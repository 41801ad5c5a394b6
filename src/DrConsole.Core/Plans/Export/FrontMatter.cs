using DrConsole.Plans.Import;

namespace DrConsole.Plans.Export;

/// <summary>The first lines of a Markdown export, which say that it is one.</summary>
internal static class FrontMatter
{
    private const string Rule = "---";
    private const int Longest = 40;

    /// <summary>What stands behind <c>drconsole-plan:</c>; null when the document says no such thing.</summary>
    public static string? VersionOf(SourceText source)
    {
        var last = LastLine(source);
        return source.Lines.Take(last).Where(line => line.StartsWith(PlanMarkdown.Mark + ":", StringComparison.Ordinal)).Select(line => line[(PlanMarkdown.Mark.Length + 1)..].Trim().Trim('"', '\'')).FirstOrDefault();
    }

    /// <summary>The line of the closing rule; 0 when there is no front matter.</summary>
    public static int LastLine(SourceText source)
    {
        if (source.Lines[0].TrimEnd() != Rule)
        {
            return 0;
        }

        for (var line = 2; line <= Math.Min(Longest, source.Lines.Count); line++)
        {
            if (source.Lines[line - 1].TrimEnd() is Rule or "...")
            {
                return line;
            }
        }

        return 0;
    }
}
