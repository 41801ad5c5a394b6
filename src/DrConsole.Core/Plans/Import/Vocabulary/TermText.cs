namespace DrConsole.Plans.Import;

/// <summary>A text that is asked for terms; cut into words once.</summary>
internal sealed class TermText
{
    private readonly Words words;
    private readonly HashSet<string> known;
    private readonly string bare;

    public TermText(string text, Terms terms)
    {
        Text = text;
        Terms = terms;
        words = Words.Of(text);
        known = words.All.ToHashSet(StringComparer.Ordinal);
        bare = (text.IndexOfAny(['(', '（']) is var open and > 0 ? text[..open] : text).Trim(' ', ':', '：', '*', '.', '?');
    }

    public string Text { get; }

    public Terms Terms { get; }

    public bool Has(Term term) => Has(Terms.Of(term));

    public bool Has(IEnumerable<Phrase> phrases) => phrases.Any(phrase => Find(phrase) is not null);

    /// <summary>Where one of the term's words stands first; of several at one place the longest.</summary>
    public (int Start, int Length)? At(Term term) => At(Terms.Of(term));

    public (int Start, int Length)? At(IEnumerable<Phrase> phrases)
    {
        (int Start, int Length)? best = null;
        foreach (var phrase in phrases)
        {
            if (Find(phrase) is { } found && (best is not { } first || found.Start < first.Start || (found.Start == first.Start && found.Length > first.Length)))
            {
                best = found;
            }
        }

        return best;
    }

    /// <summary>The words of the text that are among the phrases, in its order; what stands within a longer one is left out.</summary>
    public IReadOnlyList<string> All(IEnumerable<Phrase> phrases)
    {
        var found = phrases.Select(Find).OfType<(int Start, int Length)>().Distinct().ToList();
        return
        [
            .. found.Where(one => !found.Any(other => other.Length > one.Length && other.Start <= one.Start && other.Start + other.Length >= one.Start + one.Length))
                .OrderBy(one => one.Start).Select(one => Text.Substring(one.Start, one.Length)).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>True when the text is one of the term's words and nothing else, apart from a remark in parentheses.</summary>
    public bool Is(Term term) => Terms.Of(term).Any(phrase => Find(phrase) is { } at && at.Length >= bare.Length);

    // Most phrases begin with a word that the text does not hold at all: asked first, since there are thousands.
    private (int Start, int Length)? Find(Phrase phrase) =>
        phrase.IsIdeographic || phrase.Words[0].Contains('*', StringComparison.Ordinal) || known.Contains(phrase.Words[0]) ? words.Find(phrase) : null;
}
