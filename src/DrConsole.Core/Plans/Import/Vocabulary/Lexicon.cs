using System.Collections.Concurrent;
using System.Text.Json;

namespace DrConsole.Plans.Import;

/// <summary>The field's words in the document's language and in English, which every trade mixes in.</summary>
internal sealed class Lexicon
{
    private static readonly ConcurrentDictionary<string, LanguageData> Loaded = new(StringComparer.Ordinal);

    private readonly List<(Topic Topic, Phrase[] Phrases)> topics = [];
    private readonly Dictionary<string, (TopicSet Spoken, TopicSet Exact)> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> often = new(StringComparer.Ordinal);
    private readonly ILookup<string, (Topic Topic, Phrase Phrase)> byWord;
    private readonly (Topic Topic, Phrase Phrase)[] open;
    private readonly Phrase[] frequencies;
    private readonly Phrase[] each;
    private readonly Phrase[] eachAfter;
    private readonly Phrase[] occasions;
    private readonly HashSet<string> steps;
    private readonly Phrase[] conditions;

    private Lexicon(string language)
    {
        Language = language;
        LanguageData[] files = string.Equals(language, "en", StringComparison.Ordinal) ? [Load("en")] : [Load(language), Load("en")];
        topics.AddRange(files.SelectMany(file => file.Topics));
        var phrases = topics.SelectMany(entry => entry.Phrases.Select(phrase => (entry.Topic, Phrase: phrase))).ToList();
        byWord = phrases.Where(entry => entry.Phrase.First is not null).ToLookup(entry => entry.Phrase.First!, StringComparer.Ordinal);
        open = [.. phrases.Where(entry => entry.Phrase.First is null)];
        frequencies = [.. files.SelectMany(file => file.Frequencies)];
        each = [.. files.SelectMany(file => file.Each)];
        eachAfter = [.. files.SelectMany(file => file.EachAfter)];
        steps = files.SelectMany(file => file.StepWords).ToHashSet(StringComparer.Ordinal);
        conditions = [.. files.SelectMany(file => file.Conditions)];
        occasions = [.. files.SelectMany(file => file.Occasions)];
        Months = [.. files.Select(file => file.Months)];
        Critical = [.. files.SelectMany(file => file.Severity)];
    }

    public static IReadOnlyList<string> Languages { get; } = ["en", "de", "fr", "es", "pt", "nl", "it", "ru", "tr", "zh", "ja", "ko", "pl", "uk", "cs", "sv", "id", "vi"];

    public string Language { get; }

    public IReadOnlyList<IReadOnlyList<Phrase[]>> Months { get; }

    /// <summary>Words of severity with their rank, 1 the worst.</summary>
    public IReadOnlyList<(Phrase Word, int Rank)> Critical { get; }

    public static Lexicon For(string language) => new(language);

    public static LanguageData Load(string language) => Loaded.GetOrAdd(language, static name =>
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream($"DrConsole.Plans.Import.Vocabulary.{name}.json")
            ?? throw new InvalidOperationException($"The vocabulary {name} is missing from the build.");
        using var json = JsonDocument.Parse(stream);
        return LanguageData.Read(json.RootElement);
    });

    public TopicSet Topics(string text) => Known(text).Spoken;

    public bool Speaks(string text, Topic topic) => Topics(text).Has(topic);

    /// <summary>True for "Backup with every image": a backup word, and at once the occasion.</summary>
    public bool IsOccasion(string text)
    {
        var words = Words.Of(text).All.Take(2).ToList();
        return words.Count == 2 && IsExactly(words[0], Topic.Backup) && occasions.Any(occasion => string.Equals(occasion.Words[0], words[1], StringComparison.Ordinal));
    }

    /// <summary>True when the text is a term of the topic and nothing else.</summary>
    public bool IsExactly(string text, params ReadOnlySpan<Topic> wanted) => Known(text).Exact.HasAny(wanted);

    /// <summary>True for the word that numbers a step: "step", "Schritt", "步".</summary>
    public bool IsStep(string word) => steps.Contains(Words.Normal(word));

    /// <summary>True for "If the machine room is lost": a title that begins with its condition.</summary>
    public bool IsCondition(string title)
    {
        var words = Words.Of(title);
        return conditions.Any(condition => words.Find(condition) is { Start: 0 });
    }

    /// <summary>The topic's terms in both languages.</summary>
    public IEnumerable<Phrase> Phrases(Topic topic) => topics.Where(entry => entry.Topic == topic).SelectMany(entry => entry.Phrases);

    /// <summary>Rank of the severity word in a text, 1 the worst; null when it has none.</summary>
    public int? Severity(string text)
    {
        var words = Words.Of(text);
        return Critical.Where(word => words.Find(word.Word) is not null).Select(word => (int?)word.Rank).FirstOrDefault();
    }

    /// <summary>The words of a text that say how often ("daily", "every 6 hours", a cron expression), or null.</summary>
    public string? Frequency(string text)
    {
        if (!often.TryGetValue(text, out var found))
        {
            often[text] = found = FindFrequency(text);
        }

        return found;
    }

    private string? FindFrequency(string text)
    {
        if (Cron.Find(text) is { } cron)
        {
            return cron;
        }

        var words = Words.Of(text);
        (int Start, int Length)? best = null;
        foreach (var phrase in frequencies)
        {
            best = Earlier(best, words.Find(phrase));
        }

        foreach (var phrase in each)
        {
            if (words.Find(phrase) is { } at && DurationGrammar.First(text, at.Start + at.Length) is { } duration && duration.Start - at.Start - at.Length <= 4)
            {
                best = Earlier(best, (at.Start, duration.Start + duration.Length - at.Start));
            }
        }

        foreach (var phrase in eachAfter)
        {
            if (words.Find(phrase) is { } at && DurationGrammar.First(text, 0) is { } duration && at.Start - duration.Start - duration.Length is >= 0 and <= 1)
            {
                best = Earlier(best, (duration.Start, at.Start + at.Length - duration.Start));
            }
        }

        return best is { } found ? text.Substring(found.Start, found.Length) : null;
    }

    private (TopicSet Spoken, TopicSet Exact) Known(string text)
    {
        if (!known.TryGetValue(text, out var found))
        {
            var words = Words.Of(text.Length > 200 ? text[..200] : text);
            var all = words.All.ToList();
            foreach (var (topic, phrase) in all.Distinct(StringComparer.Ordinal).SelectMany(word => byWord[word]).Concat(open))
            {
                if (found.Spoken.Has(topic) && (found.Exact.Has(topic) || phrase.Words.Length != all.Count) && !phrase.IsIdeographic)
                {
                    continue;
                }

                if (words.Find(phrase) is not null)
                {
                    var whole = phrase.IsIdeographic ? string.Equals(phrase.Text, text.Trim(), StringComparison.OrdinalIgnoreCase) : phrase.Words.Length == all.Count;
                    found = (found.Spoken.With(topic), whole ? found.Exact.With(topic) : found.Exact);
                }
            }

            known[text] = found;
        }

        return found;
    }

    private static (int Start, int Length)? Earlier((int Start, int Length)? a, (int Start, int Length)? b) =>
        a is null || (b is { } other && (other.Start < a.Value.Start || (other.Start == a.Value.Start && other.Length > a.Value.Length))) ? b : a;
}
