using System.Globalization;
using System.Text;

namespace DrConsole.Plans.Import;

/// <summary>A text cut into words that compare without case and accents, each knowing where it stood.</summary>
internal sealed class Words
{
    private readonly string text;
    private readonly List<(string Normal, int Start, int Length)> words = [];

    private Words(string text)
    {
        this.text = text;
        var i = 0;
        while (i < text.Length)
        {
            if (!IsPart(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && (IsPart(text[i]) || char.GetUnicodeCategory(text[i]) == UnicodeCategory.NonSpacingMark))
            {
                i++;
            }

            words.Add((Normal(text[start..i]), start, i - start));
        }
    }

    public IEnumerable<string> All => words.Select(word => word.Normal);

    public static Words Of(string text) => new(text);

    public static string Normal(string word)
    {
        if (Ascii.IsValid(word))
        {
            return word.ToLowerInvariant();
        }

        var plain = new StringBuilder(word.Length);
        foreach (var c in Decomposed(word))
        {
            // Only Latin and Cyrillic accents: the Japanese voicing marks change the letter.
            if (c is not (>= '\u0300' and <= '\u036F'))
            {
                plain.Append(c == 'ı' ? 'i' : char.ToLowerInvariant(c));
            }
        }

        return plain.ToString();
    }

    public static bool IsIdeographic(char c) => c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF';

    /// <summary>Where the phrase stands first, or null.</summary>
    public (int Start, int Length)? Find(Phrase phrase)
    {
        if (phrase.IsWhole && (phrase.IsIdeographic ? text.Trim().Length != phrase.Text.Length : words.Count != phrase.Words.Length))
        {
            return null;
        }

        if (phrase.IsIdeographic)
        {
            var at = text.IndexOf(phrase.Text, StringComparison.OrdinalIgnoreCase);
            return at < 0 ? null : (at, phrase.Text.Length);
        }

        for (var i = 0; i + phrase.Words.Length <= words.Count; i++)
        {
            if (phrase.Matches(words, i))
            {
                var last = words[i + phrase.Words.Length - 1];
                return (words[i].Start, last.Start + last.Length - words[i].Start);
            }
        }

        return null;
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) && c != '・';

    // Half a surrogate pair cannot be normalised; the reader has replaced lone ones, but a cut may make a new one.
    private static string Decomposed(string word) =>
        word.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? word : word.Normalize(NormalizationForm.FormKD);
}

/// <summary>A term of the vocabulary: words in a row, where <c>*</c> stands for any beginning or end of a word.</summary>
internal sealed class Phrase
{
    private readonly (string Core, bool Open, bool Ends)[] parts;

    public Phrase(string term)
    {
        IsWhole = term.StartsWith('=');
        Text = term.Trim().TrimStart('=');
        IsIdeographic = Text.Any(Import.Words.IsIdeographic);
        Words = [.. Text.Split(' ', '-').Select(word => Import.Words.Normal(word))];
        parts = [.. Words.Select(word => (word.Trim('*'), word.StartsWith('*'), word.EndsWith('*')))];
    }

    public string Text { get; }

    /// <summary>True for a term that must be the whole text to count; it is written with <c>=</c> before it.</summary>
    public bool IsWhole { get; }

    public bool IsIdeographic { get; }

    public string[] Words { get; }

    /// <summary>The word that a text must hold for the phrase to stand in it; null when the phrase begins with any word of a kind.</summary>
    public string? First => IsIdeographic || parts[0].Open || parts[0].Ends ? null : parts[0].Core;

    public bool Matches(List<(string Normal, int Start, int Length)> words, int at)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (!Matches(parts[i], words[at + i].Normal))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Matches((string Core, bool Open, bool Ends) term, string word) => (term.Open, term.Ends) switch
    {
        (true, true) => word.Contains(term.Core, StringComparison.Ordinal),
        (true, false) => word.EndsWith(term.Core, StringComparison.Ordinal),
        (false, true) => word.StartsWith(term.Core, StringComparison.Ordinal),
        _ => string.Equals(word, term.Core, StringComparison.Ordinal),
    };
}
