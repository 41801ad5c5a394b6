using System.Text.RegularExpressions;

namespace DrConsole.Plans.Review;

/// <summary>Takes the marks of Markdown off a line, so that its words can stand in a field.</summary>
internal static partial class MarkedText
{
    private static readonly char[] Colons = [':', '\uFF1A'];

    /// <summary>The line without bullet, number, check box, heading mark and emphasis.</summary>
    public static string Bare(string line) => Emphasis().Replace(Lead().Replace(line, ""), "").Trim().Trim('|').Trim();

    /// <summary>A line cut into what stands before its first colon and after it, or into the cells of a table's row; one part when it is neither.</summary>
    public static IReadOnlyList<string> Parts(string line)
    {
        var bare = Bare(line);
        if (line.TrimStart().StartsWith('|'))
        {
            return [.. bare.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        }

        var colon = bare.IndexOfAny(Colons);
        return colon > 0 && colon < bare.Length - 1 && !bare[colon..].StartsWith("://", StringComparison.Ordinal) ? [bare[..colon].Trim(), bare[(colon + 1)..].Trim()] : [bare.TrimEnd(Colons)];
    }

    [GeneratedRegex(@"^[\s>]*(?:#{1,6}\s+|(?:[-*+•]|\d{1,4}[.)])\s+)?(?:\[[ xX]\]\s+)?", RegexOptions.None, 1000)]
    private static partial Regex Lead();

    [GeneratedRegex(@"\*\*|__|`", RegexOptions.None, 1000)]
    private static partial Regex Emphasis();
}
