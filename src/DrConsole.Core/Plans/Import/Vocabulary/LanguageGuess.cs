namespace DrConsole.Plans.Import;

/// <summary>Tells the language of a text by its script, its small words and its words of the trade.</summary>
internal static class LanguageGuess
{
    private const int Sample = 20_000;

    public static string Of(string text)
    {
        var sample = text.Length > Sample ? text[..Sample] : text;
        var letters = sample.Count(char.IsLetter);
        var kana = sample.Count(c => c is >= '\u3040' and <= '\u30FF');
        var han = sample.Count(c => c is >= '\u3400' and <= '\u9FFF');
        if ((kana + han) * 5 > letters)
        {
            return kana * 20 > kana + han ? "ja" : "zh";
        }

        if (sample.Count(c => c is >= '\uAC00' and <= '\uD7AF') * 5 > letters)
        {
            return "ko";
        }

        if (sample.Count(c => c is >= '\u0400' and <= '\u04FF') * 3 > letters)
        {
            return sample.Count(c => c is 'і' or 'ї' or 'є') * 100 > letters ? "uk" : "ru";
        }

        var words = Words.Of(sample).All.ToList();
        var best = Lexicon.Languages
            .Select(language => (Language: language, Hits: (2 * words.Count(Lexicon.Load(language).Stopwords.Contains)) + words.Count(Lexicon.Load(language).Trade.Contains)))
            .MaxBy(guess => guess.Hits);
        return best.Hits == 0 ? "en" : best.Language;
    }
}
