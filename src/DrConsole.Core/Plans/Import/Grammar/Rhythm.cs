namespace DrConsole.Plans.Import;

/// <summary>How often something happens.</summary>
/// <param name="Term">The word for it; null when it is an interval of its own ("every 6 hours").</param>
/// <param name="Days">Longest time between two times, in days.</param>
/// <param name="Minutes">Length of the interval when it is one.</param>
/// <param name="Months">Whole months between two times; null when it does not go by the calendar's months.</param>
internal sealed record Rhythm(Term? Term, double Days, double? Minutes, double? Months)
{
    private static readonly Rhythm[] Known =
    [
        Of(Import.Term.TwiceDaily, 0.5), Of(Import.Term.Hourly, 1.0 / 24), Of(Import.Term.Workdays, 3), Of(Import.Term.Daily, 1),
        Of(Import.Term.Fortnightly, 14), Of(Import.Term.TwiceMonthly, 16), Of(Import.Term.Weekly, 7), Monthly(Import.Term.BiMonthly, 2),
        Monthly(Import.Term.Quarterly, 3), Monthly(Import.Term.HalfYearly, 6), Monthly(Import.Term.Monthly, 1),
        Monthly(Import.Term.TwoYearly, 24) with { Days = 731 }, Monthly(Import.Term.Yearly, 12),
    ];

    /// <summary>The rhythms that a text names, the first first; of two words at one place the longer counts.</summary>
    public static IReadOnlyList<Rhythm> Of(string text, Terms terms)
    {
        var said = terms.In(text);
        var found = Known.Select(known => (Rhythm: known, At: said.At(known.Term!.Value))).Where(known => known.At is not null)
            .Select(known => (known.Rhythm, At: known.At!.Value)).ToList();
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

    private static Rhythm Made(Duration duration, string text)
    {
        var months = CalendarSpan.Months(duration, text);
        return new(null, months is { } count ? CalendarSpan.LongestOf(count) : duration.Minutes / 1440, duration.Minutes, months);
    }

    private static Rhythm Of(Term term, double days) => new(term, days, null, null);

    private static Rhythm Monthly(Term term, double months) => new(term, CalendarSpan.LongestOf(months), null, months);
}
