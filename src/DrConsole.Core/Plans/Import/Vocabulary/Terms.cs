using System.Collections.Concurrent;
using System.Text.Json;

namespace DrConsole.Plans.Import;

/// <summary>The terms of the document's language and of English, which every trade mixes in.</summary>
internal sealed class Terms
{
    private static readonly ConcurrentDictionary<string, TermData?> Loaded = new(StringComparer.Ordinal);

    private const int LongestRemembered = 80;

    private readonly Dictionary<Term, Phrase[]> phrases;
    private readonly Dictionary<string, TermText> known = new(StringComparer.Ordinal);

    private Terms(string language)
    {
        TermData[] files = string.Equals(language, "en", StringComparison.Ordinal) || Load(language) is not { } own ? [Load("en")!] : [own, Load("en")!];
        phrases = Enum.GetValues<Term>().ToDictionary(term => term, term => files.SelectMany(file => file.Terms.GetValueOrDefault(term, [])).ToArray());
        Sources = [.. Products.Sources, .. files.SelectMany(file => file.Sources)];
        Modes = [.. Products.Modes, .. files.SelectMany(file => file.Modes)];
        Weekdays = [.. files.Select(file => file.Weekdays)];
        Each = [.. Languages(language).SelectMany(name => Lexicon.Load(name).Each)];
        EachAfter = [.. Languages(language).SelectMany(name => Lexicon.Load(name).EachAfter)];
    }

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

    public static Terms For(string language) => new(language);

    /// <summary>The text, to be asked for terms. Labels come again and again, so short texts are remembered.</summary>
    public TermText In(string? text)
    {
        var asked = text ?? "";
        return asked.Length > LongestRemembered ? new TermText(asked, this)
            : known.TryGetValue(asked, out var found) ? found
            : known[asked] = new TermText(asked, this);
    }

    /// <summary>True when the text says one of the term's words.</summary>
    public bool Says(string? text, Term term) => In(text).Has(term);

    public Phrase[] Of(Term term) => phrases[term];

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
