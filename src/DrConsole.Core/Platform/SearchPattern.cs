namespace DrConsole.Platform;

/// <summary>Makes words that a person searches for into patterns of SQL's LIKE, with <c>\</c> as the escape.</summary>
internal static class SearchPattern
{
    /// <summary>Matches where the text stands anywhere; its own <c>%</c>, <c>_</c> and <c>\</c> are letters like others.</summary>
    public static string Containing(string text) => $"%{Exactly(text)}%";

    /// <summary>Matches this text and no other; with ILIKE in any case.</summary>
    public static string Exactly(string text) =>
        SafeText.Clean(text.Trim()).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
