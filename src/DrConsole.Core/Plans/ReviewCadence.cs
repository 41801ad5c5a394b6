using DrConsole.Plans.Import;

namespace DrConsole.Plans;

/// <summary>How often a plan is reviewed, read from the words that say it.</summary>
public static class ReviewCadence
{
    // A longer cadence is no promise to look at the plan again; nor must it carry a date beyond the calendar.
    private const double TenYears = 3650;

    /// <summary>The day of the next review when the last was on that day; null when the words name no interval.</summary>
    public static DateOnly? After(DateOnly last, string? cadence)
    {
        if (string.IsNullOrWhiteSpace(cadence))
        {
            return null;
        }

        return Rhythm.Of(cadence, Terms.OfEveryLanguage) is [var rhythm, ..]
            ? rhythm.Months is { } months and < 120 && months == Math.Truncate(months) ? last.AddMonths((int)months) : Later(last, rhythm.Days)
            : DurationGrammar.First(cadence, 0) is { } interval ? Later(last, interval.Minutes / 1440) : null;
    }

    private static DateOnly? Later(DateOnly last, double days) => days is >= 1 and < TenYears ? last.AddDays((int)days) : null;
}
