namespace DrConsole.Plans.Import;

/// <summary>How often something happens.</summary>
/// <param name="Term">The word for it; null when it is an interval of its own ("every 6 hours").</param>
/// <param name="Days">Longest time between two times, in days.</param>
/// <param name="Minutes">Length of the interval when it is one.</param>
internal sealed record Rhythm(Term? Term, double Days, double? Minutes)
{
    private static readonly (Term Term, double Days)[] Known =
    [
        (Import.Term.TwiceDaily, 0.5), (Import.Term.Hourly, 1.0 / 24), (Import.Term.Workdays, 3), (Import.Term.Daily, 1),
        (Import.Term.Fortnightly, 14), (Import.Term.TwiceMonthly, 16), (Import.Term.Weekly, 7), (Import.Term.BiMonthly, CalendarSpan.LongestOf(2)),
        (Import.Term.Quarterly, CalendarSpan.LongestOf(3)), (Import.Term.HalfYearly, CalendarSpan.LongestOf(6)), (Import.Term.Monthly, CalendarSpan.LongestOf(1)),
        (Import.Term.TwoYearly, 731), (Import.Term.Yearly, CalendarSpan.LongestOf(12)),
    ];

    /// <summary>The rhythms that a text names, the first first; of two words at one place the longer counts.</summary>
    public static IReadOnlyList<Rhythm> Of(string text, Terms terms)
    {
        var said = terms.In(text);
        var found = Known.Select(known => (known.Term, known.Days, At: said.At(known.Term))).Where(known => known.At is not null)
            .Select(known => (Rhythm: new Rhythm(known.Term, known.Days, null), At: known.At!.Value)).ToList();
        // "every six months" is both: the word for it knows the calendar.
        if (Interval(said) is { } interval && !found.Exists(one => one.At == interval.At || Covers(one.At, interval.At)))
        {
            found.Add(interval);
        }

        return
        [
            .. found.Where(one => !found.Any(other => other != one && Covers(other.At, one.At)))
                .OrderBy(one => one.At.Start).Select(one => one.Rhythm),
        ];
    }

    private static bool Covers((int Start, int Length) other, (int Start, int Length) one) =>
        other.Length > one.Length && other.Start <= one.Start && other.Start + other.Length >= one.Start + one.Length;

    // "every 6 hours", "6時間ごと"
    private static (Rhythm Rhythm, (int Start, int Length) At)? Interval(TermText said)
    {
        var text = said.Text;
        if (said.At(said.Terms.Each) is { } each && DurationGrammar.First(text, each.Start + each.Length) is { } after && after.Start - each.Start - each.Length <= 4)
        {
            return (Made(after, text), (each.Start, after.Start + after.Length - each.Start));
        }

        if (DurationGrammar.First(text, 0) is { } before && said.Terms.EachAfter.Any(word => Follows(text, before.Start + before.Length, word.Text)))
        {
            return (Made(before, text), (before.Start, before.Length + 1));
        }

        return null;
    }

    private static bool Follows(string text, int end, string word)
    {
        var rest = text.AsSpan(Math.Min(end, text.Length)).TrimStart();
        return rest.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (rest.Length == word.Length || Words.IsIdeographic(word[0]) || !char.IsLetter(rest[word.Length]));
    }

    private static Rhythm Made(Duration duration, string text) =>
        new(null, CalendarSpan.Months(duration, text) is { } months ? CalendarSpan.LongestOf(months) : duration.Minutes / 1440, duration.Minutes);
}
