using System.Collections.Concurrent;
using System.Text.Json;

namespace DrConsole.Plans.Import;

/// <summary>The terms of the document's language and of English, which every trade mixes in.</summary>
internal sealed class Terms
{
    private static readonly ConcurrentDictionary<string, TermData?> Loaded = new(StringComparer.Ordinal);

    private static readonly Lazy<Terms> EveryLanguage = new(() => new(true, [.. Lexicon.Languages]));

    private const int LongestRemembered = 80;

    private readonly Dictionary<Term, Phrase[]> phrases;
    private readonly Dictionary<string, TermText>? known;

    // Shared by everybody and for ever, one may not remember what it is asked.
    private Terms(bool isShared, params string[] languages)
    {
        known = isShared ? null : new(StringComparer.Ordinal);
        TermData[] files = [.. languages.Select(Load).OfType<TermData>()];
        phrases = Enum.GetValues<Term>().ToDictionary(term => term, term => files.SelectMany(file => file.Terms.GetValueOrDefault(term, [])).ToArray());
        Sources = [.. Products.Sources, .. files.SelectMany(file => file.Sources)];
        Modes = [.. Products.Modes, .. files.SelectMany(file => file.Modes)];
        Weekdays = [.. files.Select(file => isShared ? [.. file.Weekdays.Select(LongNames)] : file.Weekdays)];
        Each = [.. languages.SelectMany(name => Lexicon.Load(name).Each)];
        EachAfter = [.. languages.SelectMany(name => Lexicon.Load(name).EachAfter)];
    }

    /// <summary>The terms of every language at once, for a short text whose language nobody knows. May be used by several at a time.</summary>
    public static Terms OfEveryLanguage => EveryLanguage.Value;

    /// <summary>Names of products, providers and zones.</summary>
    public static TermData Products => Load("any")!;

    /// <summary>Words for what a backup protects, the most special first.</summary>
    public IReadOnlyList<(BackupSourceKind Kind, Phrase[] Phrases)> Sources { get; }

    public IReadOnlyList<(BackupMode Mode, Phrase[] Phrases)> Modes { get; }

    /// <summary>The names of the seven days, Monday first, once per language.</summary>
    public IReadOnlyList<IReadOnlyList<Phrase[]>> Weekdays { get; }

    /// <summary>Words before an interval ("every"), and behind one.</summary>
    public Phrase[] Each { get; }

    public Phrase[] EachAfter { get; }

    public static Terms For(string language) => new(false, [.. Languages(language)]);

    /// <summary>The text, to be asked for terms. Labels come again and again, so short texts are remembered.</summary>
    public TermText In(string? text)
    {
        var asked = text ?? "";
        return known is null || asked.Length > LongestRemembered ? new TermText(asked, this)
            : known.TryGetValue(asked, out var found) ? found
            : known[asked] = new TermText(asked, this);
    }

    /// <summary>True when the text says one of the term's words.</summary>
    public bool Says(string? text, Term term) => In(text).Has(term);

    public Phrase[] Of(Term term) => phrases[term];

    // "so", "do" and "mar" are days in one language and other words in the next.
    private static Phrase[] LongNames(Phrase[] names) => [.. names.Where(name => name.IsIdeographic || name.Text.Length > 3)];

    private static IEnumerable<string> Languages(string language) =>
        Lexicon.Languages.Contains(language, StringComparer.Ordinal) && !string.Equals(language, "en", StringComparison.Ordinal) ? [language, "en"] : ["en"];

    private static TermData? Load(string name) => Loaded.GetOrAdd(name, static file =>
    {
        using var stream = typeof(Terms).Assembly.GetManifestResourceStream($"DrConsole.Plans.Import.Vocabulary.Terms.{file}.json");
        if (stream is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(stream);
        return TermData.Read(json.RootElement);
    });
}
