namespace DrConsole.Plans.Import;

/// <summary>Recognises what people write where a fact is still missing.</summary>
internal static class Placeholder
{
    /// <summary>True when the text stands for something that has not been filled in.</summary>
    public static bool Is(string? text)
    {
        var value = text?.Trim() ?? "";
        if (value.Length == 0 || Measures.Placeholders.Contains(value))
        {
            return true;
        }

        if (value[0] is '(' or '（' && value[^1] is ')' or '）')
        {
            return Is(value[1..^1]);
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
