namespace DrConsole.Plans.Import;

/// <summary>Finds for how long something is kept: a span of time, a number of versions, or for ever.</summary>
internal static class RetentionWords
{
    /// <summary>The words of the first retention at or after a place, or null.</summary>
    public static string? Find(string text, int from)
    {
        var rest = text[from..];
        var span = DurationGrammar.First(rest, 0);
        var (start, length) = span is null ? (int.MaxValue, 0) : (span.Start, span.Length);
        var words = Words.Of(rest);
        foreach (var phrase in Measures.Forever.Concat(Measures.Versions))
        {
            if (words.Find(phrase) is { } at && at.Start < start)
            {
                (start, length) = at;
            }
        }

        if (length == 0)
        {
            return null;
        }

        // The number of the versions, or "the last", stands before the word.
        var before = start;
        while (before > 0 && (char.IsDigit(rest[before - 1]) || (rest[before - 1] == ' ' && before > 1 && char.IsDigit(rest[before - 2]))))
        {
            before--;
        }

        return rest[before..(start + length)].Trim();
    }
}
