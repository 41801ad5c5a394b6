namespace DrConsole.Plans.Import;

/// <summary>Recognises what people write where a fact is still missing.</summary>
internal static class Placeholder
{
    private static readonly HashSet<string> Empties = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "-", "--", "—", "–", "n/a", "na", "none", "tbd", "tba", "tbc", "?", "??", "???", "todo", "xxx", "to be defined", "to be determined", "unknown", "n.n.", "nn", "n. n.",
        "noch offen", "offen", "k. a.", "k.a.", "à définir", "à compléter", "por definir", "pendiente", "a definir", "nog te bepalen", "n.t.b.", "da definire",
        "не указано", "уточняется", "belirlenecek", "待定", "暂无", "無", "无", "未定", "なし", "要確認", "[name]", "…", "...",
    };

    /// <summary>True when the text stands for something that has not been filled in.</summary>
    public static bool Is(string? text)
    {
        var value = text?.Trim() ?? "";
        if (Empties.Contains(value))
        {
            return true;
        }

        return (value[0] is '[' or '<' or '{' or '［' or '【' && value[^1] is ']' or '>' or '}' or '］' or '】')
            || value.Contains("{{", StringComparison.Ordinal)
            || value.Contains("$(", StringComparison.Ordinal)
            || value.Contains("${", StringComparison.Ordinal)
            || value.Contains("___", StringComparison.Ordinal)
            || value.Contains("XX", StringComparison.Ordinal)
            || value.Contains("YYYY", StringComparison.Ordinal)
            || (value.Contains("xxx", StringComparison.OrdinalIgnoreCase) && value.Any(c => c is '-' or '+' or ' '));
    }

    /// <summary>The text, or null when it is a placeholder.</summary>
    public static string? Real(string? text) => Is(text) ? null : text!.Trim();
}
