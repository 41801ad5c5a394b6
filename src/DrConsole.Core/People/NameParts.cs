using System.Text.RegularExpressions;

namespace DrConsole.People;

/// <summary>Finds names in a text such as "Database lead and the operator on call".</summary>
internal static partial class NameParts
{
    /// <summary>True for the same words, whatever their case and spacing; false for nothing.</summary>
    public static bool Same(string? one, string? other) => Words(one) is { Count: > 0 } words && words.SequenceEqual(Words(other), StringComparer.Ordinal);

    /// <summary>The parts of an enumeration.</summary>
    public static IReadOnlyList<string> Split(string text) => [.. Joints().Split(text).Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => part.Trim())];

    /// <summary>
    /// The names whose words stand in the text, one behind the other, the longest first and no word used twice; when there is none,
    /// the names that contain all words of the text.
    /// </summary>
    public static IReadOnlyList<string> Within(string text, IEnumerable<string> names)
    {
        var words = Words(text).ToArray();
        var candidates = names.Select(name => (Name: name, Words: Words(name))).Where(candidate => candidate.Words.Count > 0)
            .DistinctBy(candidate => string.Join(' ', candidate.Words), StringComparer.Ordinal).ToList();
        var found = new SortedList<int, string>();
        foreach (var candidate in candidates.OrderByDescending(candidate => candidate.Words.Count))
        {
            var place = Enumerable.Range(0, words.Length).FirstOrDefault(start => words.Skip(start).Take(candidate.Words.Count).SequenceEqual(candidate.Words, StringComparer.Ordinal), -1);
            if (place >= 0)
            {
                found[place] = candidate.Name;
                Array.Fill(words, "\0", place, candidate.Words.Count);
            }
        }

        return found.Count > 0 || words.Length == 0 ? [.. found.Values]
            : [.. candidates.Where(candidate => words.All(candidate.Words.Contains)).Select(candidate => candidate.Name)];
    }

    private static List<string> Words(string? text) => [.. Word().Matches(text ?? "").Select(match => match.Value.ToUpperInvariant())];

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\s*(?:[,;/+&、，；]|\s(?:and|or|und|oder|et|ou|y|o|e|en|of|и|или|ve|veya)\s)\s*", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Joints();
}
