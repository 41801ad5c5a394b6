using System.Globalization;
using System.Text;

namespace DrConsole.Plans.Export;

/// <summary>An exported plan: its text, and the name that a file of it gets.</summary>
public sealed record ExportFile(PlanFormat Format, string Name, string Text)
{
    private const int LongestName = 80;
    private const string Forbidden = "<>:\"/\\|?*";

    /// <summary>File name extension, without the dot.</summary>
    public string Extension => ExtensionOf(Format);

    /// <summary>Media type with charset.</summary>
    public string MediaType => Format == PlanFormat.Json ? "application/json; charset=utf-8" : "text/markdown; charset=utf-8";

    /// <summary>Writes the plan.</summary>
    /// <param name="suffix">Tells files of one plan apart, e.g. <c>v3</c>.</param>
    public static ExportFile Of(PlanDocument document, PlanFormat format, string? suffix = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        var text = format == PlanFormat.Json ? PlanJson.Write(document) : PlanMarkdown.Write(document);
        return new(format, $"{Safe(document.Meta.Title)}{(suffix is null ? "" : "-" + suffix)}.{ExtensionOf(format)}", text);
    }

    /// <summary>The format of that extension (<c>md</c> or <c>json</c>); null when there is none.</summary>
    public static PlanFormat? FormatOf(string? extension) => extension?.ToUpperInvariant() switch { "MD" => PlanFormat.Markdown, "JSON" => PlanFormat.Json, _ => null };

    private static string ExtensionOf(PlanFormat format) => format == PlanFormat.Json ? "json" : "md";

    // A name that every file system takes, of which no part is a path, a switch, or hidden.
    private static string Safe(string title)
    {
        var name = new StringBuilder();
        foreach (var rune in title.EnumerateRunes())
        {
            var isOdd = Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                || (rune.IsAscii && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal)) || rune == Rune.ReplacementChar;
            if (!isOdd)
            {
                name.Append(rune);
            }
            else if (name.Length > 0 && name[^1] != ' ')
            {
                name.Append(' ');
            }

            if (name.Length >= LongestName)
            {
                break;
            }
        }

        var safe = name.ToString().Trim(' ', '.', '-').Replace(' ', '-');
        return safe.Length == 0 ? "plan" : safe;
    }
}

/// <summary>The forms in which a plan goes out.</summary>
public enum PlanFormat
{
    Markdown,
    Json,
}
