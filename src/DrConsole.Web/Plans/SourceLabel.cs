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

    /// <summary>With several files, which one and its own line: that says more than the number of a line in all of them.</summary>
    public static string Of(SourceLines lines, IReadOnlyList<SourceFile> files)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return files.LastOrDefault(file => file.FirstLine <= lines.First) is { } file ? $"{file.Name}, line {lines.First - file.FirstLine + 1}" : Of(lines);
    }

    /// <summary><c>12-18</c>.</summary>
    public static string Range(SourceLines lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return $"{lines.First}-{lines.Last}";
    }
}
