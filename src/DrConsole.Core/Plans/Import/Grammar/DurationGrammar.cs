namespace DrConsole.Plans.Import;

/// <summary>A span of time that a text states.</summary>
/// <param name="Minutes">Its length; of a range the longer end.</param>
/// <param name="From">The shorter end of a range.</param>
/// <param name="Qualifier"><c>&lt;</c>, <c>≤</c>, <c>&gt;</c>, <c>≥</c>, or null.</param>
internal sealed record Duration(double Minutes, double? From, string? Qualifier, bool OpenEnded, int Start, int Length);

/// <summary>
/// Reads durations in any of the known languages: number, unit, and further parts ("1h 30m"), a range ("30 minutes - 4 hours"),
/// and what qualifies them ("&lt; 5 min", "within 2 hours", "4+ hours").
/// </summary>
internal static class DurationGrammar
{
    private static readonly Dictionary<string, double> Exact = Measures.Units.SelectMany(unit => unit.Terms.Where(term => !term.EndsWith('*')).Select(term => (Key: Words.Normal(term), unit.Minutes)))
        .DistinctBy(unit => unit.Key, StringComparer.Ordinal).ToDictionary(unit => unit.Key, unit => unit.Minutes, StringComparer.Ordinal);

    private static readonly (double Minutes, string Stem)[] Stems =
        [.. Measures.Units.SelectMany(unit => unit.Terms.Where(term => term.EndsWith('*')).Select(term => (unit.Minutes, Words.Normal(term[..^1]))))];

    private static readonly (double Minutes, string Term)[] Signs =
        [.. Measures.Units.SelectMany(unit => unit.Terms.Where(term => Words.IsIdeographic(term[0])).Select(term => (unit.Minutes, term))).OrderByDescending(unit => unit.term.Length)];

    /// <summary>The text as a duration of its own: also "0", which has no unit.</summary>
    public static Duration? Value(string text)
    {
        if (First(text, 0) is { } duration)
        {
            return duration;
        }

        var bare = text.Trim().Split(' ', '(', ',')[0];
        return bare is "0" or "０" || Words.Normal(bare) is "zero" or "null" or "ноль" or "cero" or "nul" ? new Duration(0, null, null, false, 0, bare.Length) : null;
    }

    /// <summary>The first duration at or after a place.</summary>
    public static Duration? First(string text, int from)
    {
        for (var i = Math.Max(0, from); i < text.Length; i++)
        {
            if (NumberGrammar.At(text, i) is { } number && (i == 0 || !IsGlued(text, i)) && Read(text, i, number) is { } duration)
            {
                return duration;
            }
        }

        return null;
    }

    /// <summary>The last duration of a text.</summary>
    public static Duration? Last(string text)
    {
        Duration? last = null;
        for (var from = 0; First(text, from) is { } next; from = next.Start + Math.Max(1, next.Length))
        {
            last = next;
        }

        return last;
    }

    private static bool IsGlued(string text, int at) =>
        (char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetterOrDigit(text[at])) || (text[at - 1] is '.' or ',' or '_' or '/' && at > 1 && char.IsAsciiLetterOrDigit(text[at - 2]));

    private static Duration? Read(string text, int start, (double Value, int End) number)
    {
        var open = number.End < text.Length && text[number.End] == '+';
        var after = open ? number.End + 1 : number.End;
        var (second, rangeStart) = SecondOfRange(text, after);
        if (Unit(text, after) is not { } unit)
        {
            // "1-2 hours": the unit stands once, behind the second number.
            return second is { } upper && Unit(text, upper.End) is { } shared
                ? Made(text, start, upper.Value * shared.Minutes, number.Value * shared.Minutes, open, shared.End)
                : null;
        }

        var total = number.Value * unit.Minutes;
        var end = unit.End;
        for (var more = Skip(text, end); NumberGrammar.At(text, more) is { } part && Unit(text, part.End) is { } smaller && smaller.Minutes < unit.Minutes; more = Skip(text, end))
        {
            total += part.Value * smaller.Minutes;
            end = smaller.End;
        }

        // "1 h 30" leaves the minutes unsaid.
        if (unit.Minutes is 60 && Skip(text, end) is var rest && NumberGrammar.At(text, rest) is { Value: >= 5 and < 60 } minutes && minutes.End - rest == 2 && rest - end <= 1 && (minutes.End == text.Length || text[minutes.End] is ' ' or ',' or ';' or '.' or ')' or '|') && Unit(text, minutes.End) is null)
        {
            return Made(text, start, total + minutes.Value, null, open, minutes.End);
        }

        (second, rangeStart) = SecondOfRange(text, end);
        if (second is { } last && Unit(text, last.End) is { } lastUnit && rangeStart > 0)
        {
            return Made(text, start, last.Value * lastUnit.Minutes, total, open, lastUnit.End);
        }

        return Made(text, start, total, null, open, end);
    }

    private static Duration Made(string text, int start, double minutes, double? from, bool open, int end) =>
        new(Math.Round(minutes, 6), from, open ? "≥" : Qualifier(text, start, end), open, start, end - start);

    private static ((double Value, int End)? Number, int Start) SecondOfRange(string text, int at)
    {
        var i = Skip(text, at);
        if (i >= text.Length)
        {
            return (null, 0);
        }

        foreach (var sign in Measures.To)
        {
            if (text.AsSpan(i).StartsWith(sign, StringComparison.OrdinalIgnoreCase))
            {
                var next = Skip(text, i + sign.Length);
                return (NumberGrammar.At(text, next), next);
            }
        }

        return (null, 0);
    }

    private static string? Qualifier(string text, int start, int end)
    {
        var before = text[..start].TrimEnd();
        if (before.EndsWith("<=", StringComparison.Ordinal) || before.EndsWith('≤') || before.EndsWith('≦'))
        {
            return "≤";
        }

        if (before.EndsWith(">=", StringComparison.Ordinal) || before.EndsWith('≥'))
        {
            return "≥";
        }

        if (before.Length > 0 && before[^1] is '<' or '>' or '＜' or '＞')
        {
            return before[^1] is '<' or '＜' ? "<" : ">";
        }

        var near = Words.Of(before.Length > 24 ? before[^24..] : before);
        var rest = text[end..].TrimStart();
        return Measures.Behind.FirstOrDefault(sign => rest.StartsWith(sign.Term, StringComparison.OrdinalIgnoreCase)).Sign
            ?? Measures.Before.FirstOrDefault(qualifier => qualifier.Terms.Any(term => near.Find(term) is { } at && at.Start + at.Length >= Math.Min(before.Length, 24) - 1)).Sign;
    }

    private static (double Minutes, int End)? Unit(string text, int at)
    {
        var i = Skip(text, at);
        i = i < text.Length && text[i] == '-' ? i + 1 : i;
        if (i >= text.Length || !char.IsLetter(text[i]))
        {
            return null;
        }

        if (Words.IsIdeographic(text[i]))
        {
            var best = Array.Find(Signs, unit => text.AsSpan(i).StartsWith(unit.Term, StringComparison.Ordinal));
            return best.Term is null ? null : (best.Minutes, i + best.Term.Length);
        }

        var letters = NumberGrammar.Letters(text, i);
        var word = Words.Normal(letters);
        var end = i + letters.Length;
        end = end < text.Length && text[end] == '.' && end + 1 < text.Length && letters.Length <= 4 ? end + 1 : end;
        if (Measures.Kinds.Contains(word) && end < text.Length && text[end] == ' ' && char.IsLetter(text[Math.Min(text.Length - 1, end + 1)]) && !Measures.Kinds.Contains(Words.Normal(NumberGrammar.Letters(text, end + 1))))
        {
            return Unit(text, end + 1);
        }

        if (Exact.TryGetValue(word, out var minutes))
        {
            return (minutes, end);
        }

        foreach (var (length, stem) in Stems)
        {
            if (word.StartsWith(stem, StringComparison.Ordinal) && word.Length <= stem.Length + 6)
            {
                return (length, end);
            }
        }

        return null;
    }

    private static int Skip(string text, int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at])))
        {
            at++;
        }

        return at;
    }
}
