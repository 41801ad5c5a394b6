namespace DrConsole.Plans.Import;

/// <summary>Finds recovery targets in a sentence, a title or a cell: "RTO: 4 hours, RPO 15 min".</summary>
internal static class Targets
{
    private const int Reach = 40;

    public static (Duration? Rto, Duration? Rpo) Of(string text, Lexicon lexicon) =>
        lexicon.Topics(text).HasAny(Topic.Rto, Topic.Rpo) && Names(lexicon, Topic.Rto, text) is var rto && Names(lexicon, Topic.Rpo, text) is var rpo ? (After(text, rto, rpo), After(text, rpo, rto)) : (null, null);

    /// <summary>A cell's value; the unit may stand in the column's header ("RTO (hours)").</summary>
    public static Duration? Cell(string cell, string header)
    {
        var value = DurationGrammar.Value(cell);
        var open = header.IndexOfAny(['(', '（', '[']);
        return value is null or { Minutes: 0 } && open > 0 && cell.Length > 0 && char.IsDigit(cell.Trim()[0])
            ? DurationGrammar.First(cell.Trim() + " " + header[(open + 1)..].TrimEnd(')', '）', ']', ' '), 0) ?? value
            : value;
    }

    // The longer name first: "recovery time objective" before "recovery time".
    private static Phrase[] Names(Lexicon lexicon, Topic topic, string text) =>
        [.. lexicon.Phrases(topic).Where(name => name.Text.Length <= 4 || !IsMeasured(text)).OrderByDescending(name => name.Text.Length)];

    // A mean time to repair also calls itself a recovery time; beside one only the plain letters count.
    private static bool IsMeasured(string text) => text.Contains("MTTR", StringComparison.OrdinalIgnoreCase);

    private static Duration? After(string text, Phrase[] names, Phrase[] others)
    {
        foreach (var name in names)
        {
            // Words restart behind the name, so that its explanation in parentheses may stand between it and the value.
            if (Words.Of(text).Find(name) is not { } at)
            {
                continue;
            }

            var from = at.Start + at.Length;
            if (from < text.Length && text[from] is ')' or '）' && DurationGrammar.Last(text[..at.Start]) is { } before && at.Start - before.Start - before.Length <= 2)
            {
                // "within 30 minutes (RTO)"
                return before;
            }

            var rest = text[from..];
            var stop = others.Select(other => Words.Of(rest).Find(other)?.Start ?? rest.Length).Min();
            var part = rest[..stop];
            if (DurationGrammar.First(part, 0) is { } duration && duration.Start <= Reach && !part[..duration.Start].Contains(". ", StringComparison.Ordinal))
            {
                return duration;
            }

            var bare = part.TrimStart(' ', ':', '：', '=', '*');
            if (bare.StartsWith('0') && (bare.Length == 1 || !char.IsLetterOrDigit(bare[1])))
            {
                return DurationGrammar.Value("0");
            }
        }

        return null;
    }
}
