using System.Text.Json;

namespace DrConsole.Plans.Import;

/// <summary>One file of terms; the one called <c>any</c> holds names of products, which are the same in every language.</summary>
internal sealed record TermData(
    IReadOnlyDictionary<Term, Phrase[]> Terms,
    IReadOnlyList<(BackupSourceKind Kind, Phrase[] Phrases)> Sources,
    IReadOnlyList<(BackupMode Mode, Phrase[] Phrases)> Modes,
    IReadOnlyList<Phrase[]> Weekdays,
    IReadOnlyDictionary<string, Phrase[]> Lists)
{
    public static TermData Read(JsonElement file) => new(
        Entries(file, "terms").ToDictionary(entry => Enum.Parse<Term>(entry.Name), entry => Split(entry.Value)),
        [.. Entries(file, "sources").Select(entry => (Enum.Parse<BackupSourceKind>(entry.Name), Split(entry.Value)))],
        [.. Entries(file, "modes").Select(entry => (Enum.Parse<BackupMode>(entry.Name), Split(entry.Value)))],
        file.TryGetProperty("weekdays", out var days) ? [.. days.GetString()!.Split('|').Select(day => Split(day, ','))] : [],
        file.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.String && !entry.NameEquals("weekdays")).Select(entry => (entry.Name, entry.Value))
            .Concat(Entries(file, "zones")).ToDictionary(entry => entry.Name, entry => Split(entry.Value), StringComparer.Ordinal));

    private static IEnumerable<(string Name, JsonElement Value)> Entries(JsonElement file, string name) =>
        file.TryGetProperty(name, out var entries) ? entries.EnumerateObject().Select(entry => (entry.Name, entry.Value)) : [];

    private static Phrase[] Split(JsonElement terms) => Split(terms.GetString()!, '|');

    private static Phrase[] Split(string terms, char mark) => [.. terms.Split(mark).Select(term => new Phrase(term))];
}
