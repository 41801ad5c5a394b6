using System.Globalization;

namespace DrConsole.Plans;

/// <summary>The date of a plan's next review as the document gives it: to the day, or to the month, which is due on the month's last day.</summary>
public static class ReviewDate
{
    /// <summary>How long before the date a review is called due.</summary>
    public const int NoticeDays = 30;

    /// <summary>The last day on which the review is in time; null when the text is no date.</summary>
    public static DateOnly? Due(string? text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? month.AddMonths(1).AddDays(-1)
            : null;
    }
}
