using System.Text.RegularExpressions;

namespace DrConsole.Plans.Import;

/// <summary>Finds the time zone that a text names. An abbreviation that several countries use names none.</summary>
internal static partial class ZoneGrammar
{
    private static readonly List<(string Zone, Phrase[] Names)> Named =
        [.. Terms.Products.Lists.Where(list => list.Key.Contains('/', StringComparison.Ordinal)).Select(list => (list.Key, list.Value))];

    /// <summary>IANA name, and whether the text names a zone that cannot be told.</summary>
    public static (string? Zone, bool IsUnclear) Of(string text)
    {
        if (Iana().Match(text) is { Success: true } iana && TimeZoneInfo.TryFindSystemTimeZoneById(iana.Value, out _))
        {
            return (iana.Value, false);
        }

        if (Offset().Match(text) is { Success: true } offset)
        {
            // The sign of these names is turned round: Etc/GMT-2 is two hours ahead.
            var zone = $"Etc/GMT{(offset.Groups["sign"].Value == "+" ? '-' : '+')}{offset.Groups["hours"].Value.TrimStart('0')}";
            return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) && !offset.Groups["minutes"].Success ? (zone, false) : (null, true);
        }

        var words = Words.Of(text);
        var found = Named.FirstOrDefault(zone => zone.Names.Any(name => words.Find(name) is { } at && Stands(text, at))).Zone;
        return (found, found is null && Terms.Products.Lists["unclearZones"].Any(name => words.Find(name) is { } at && Stands(text, at)));
    }

    // "est" is a word of French; abbreviations of zones are written in capitals.
    private static bool Stands(string text, (int Start, int Length) at) =>
        at.Length > 5 || text.AsSpan(at.Start, at.Length).IndexOfAnyInRange('a', 'z') < 0;

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Iana();

    [GeneratedRegex(@"\b(?:UTC|GMT)\s?(?<sign>[+-])\s?(?<hours>\d{1,2})(?::(?<minutes>[1-9]\d))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Offset();
}
