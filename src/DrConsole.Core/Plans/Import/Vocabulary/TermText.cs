namespace DrConsole.Plans.Import;

/// <summary>A text that is asked for terms; cut into words once.</summary>
internal sealed class TermText(string text, Terms terms)
{
    private readonly Words words = Words.Of(text);

    public string Text => text;

    public Terms Terms => terms;

    public bool Has(Term term) => At(term) is not null;

    /// <summary>Where one of the term's words stands first; of several at one place the longest.</summary>
    public (int Start, int Length)? At(Term term) => At(terms.Of(term));

    public (int Start, int Length)? At(IEnumerable<Phrase> phrases)
    {
        (int Start, int Length)? best = null;
        foreach (var phrase in phrases)
        {
            if (words.Find(phrase) is { } found && (best is not { } known || found.Start < known.Start || (found.Start == known.Start && found.Length > known.Length)))
            {
                best = found;
            }
        }

        return best;
    }

    public bool Has(IEnumerable<Phrase> phrases) => phrases.Any(phrase => words.Find(phrase) is not null);

    /// <summary>True when the text is one of the term's words and nothing else, apart from a remark in parentheses.</summary>
    public bool Is(Term term) => terms.Of(term).Any(phrase => words.Find(phrase) is { } at && at.Length >= Bare.Length);

    private string Bare => (text.IndexOfAny(['(', '（']) is var open and > 0 ? text[..open] : text).Trim(' ', ':', '：', '*', '.', '?');
}
