using System.Globalization;

namespace DrConsole.Plans;

/// <summary>The date of a plan's next review as the document gives it: to the day, or to the month, which is due on the month's last day.</summary>
public static class ReviewDate
{
    /// <summary>How long before the date a review is called due.</summary>
    public const int NoticeDays = 30;

    /// <summary>
    /// The date that a plan published at that instant is to be reviewed by: the one that it states, or else its cadence counted from then on.
    /// ISO date, to the day or the month; null when it says neither.
    /// </summary>
    public static string? Next(PlanMeta meta, DateTimeOffset published)
    {
        ArgumentNullException.ThrowIfNull(meta);
        var from = DateOnly.FromDateTime(published.UtcDateTime);
        var date = Due(meta.NextReview) is null ? ReviewCadence.After(from, meta.ReviewCadence) ?? ReviewCadence.After(from, meta.NextReviewRaw) : null;
        return date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? meta.NextReview;
    }

    /// <summary>The last day on which the review is in time; null when the text is no date.</summary>
    public static DateOnly? Due(string? text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? new DateOnly(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month))
            : null;
    }
}
