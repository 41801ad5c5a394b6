using System.Text.Json;

namespace DrConsole.Plans.Import;

/// <summary>One vocabulary file.</summary>
internal sealed record LanguageData(
    IReadOnlyList<(Topic Topic, Phrase[] Phrases)> Topics,
    IReadOnlySet<string> Stopwords,
    IReadOnlySet<string> Trade,
    Phrase[] Frequencies,
    Phrase[] Each,
    Phrase[] EachAfter,
    Phrase[] Occasions,
    IReadOnlyList<string> StepWords,
    Phrase[] Conditions,
    IReadOnlyList<Phrase[]> Months,
    IReadOnlyList<(Phrase Word, int Rank)> Severity)
{
    public static LanguageData Read(JsonElement file) => new(
        [.. file.GetProperty("topics").EnumerateObject().Select(entry => (Enum.Parse<Topic>(entry.Name), Phrases(entry.Value)))],
        Split(file, "stopwords").Select(Words.Normal).ToHashSet(StringComparer.Ordinal),
        file.GetProperty("topics").EnumerateObject().SelectMany(entry => Phrases(entry.Value)).SelectMany(phrase => phrase.Words).Where(word => word.Length > 3).ToHashSet(StringComparer.Ordinal),
        Phrases(file, "frequencies"),
        Phrases(file, "each"),
        Phrases(file, "eachAfter"),
        Phrases(file, "occasions"),
        [.. Split(file, "stepWords").Select(Words.Normal)],
        Phrases(file, "conditions"),
        [.. Split(file, "months").Select(names => names.Split(',').Select(name => new Phrase(name)).ToArray())],
        [.. Split(file, "severity").SelectMany((words, rank) => words.Split(',').Select(word => (new Phrase(word), rank + 1)))]);

    private static Phrase[] Phrases(JsonElement terms) => [.. terms.GetString()!.Split('|').Select(term => new Phrase(term))];

    private static Phrase[] Phrases(JsonElement file, string name) => [.. Split(file, name).Select(term => new Phrase(term))];

    private static string[] Split(JsonElement file, string name) =>
        file.TryGetProperty(name, out var terms) ? terms.GetString()!.Split('|', StringSplitOptions.RemoveEmptyEntries) : [];
}
