using DrConsole.Plans;

namespace DrConsole.Web.Plans;

/// <summary>Source lines in words and as the range that preview.js reads.</summary>
public static class SourceLabel
{
    /// <summary><c>line 12</c> or <c>lines 12–18</c>.</summary>
    public static string Of(SourceLines lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return lines.First == lines.Last ? $"line {lines.First}" : $"lines {lines.First}–{lines.Last}";
    }

    /// <summary><c>12-18</c>.</summary>
    public static string Range(SourceLines lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return $"{lines.First}-{lines.Last}";
    }
}
