using System.Globalization;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Plans;

/// <summary>Whether a plan's review is due. A date to the month is due on the month's last day.</summary>
public sealed record ReviewState(Tone Tone, Mark Mark, string Text)
{
    private const int NoticeDays = 30;

    /// <summary>Judges the date of the next review on a day.</summary>
    public static ReviewState Of(string? nextReview, DateOnly today)
    {
        if (Due(nextReview) is not { } due)
        {
            return new(Tone.Warning, Mark.Alert, "No review date");
        }

        var days = due.DayNumber - today.DayNumber;
        return days switch
        {
            < 0 => new(Tone.Danger, Mark.Alert, $"Review overdue since {nextReview}"),
            <= NoticeDays => new(Tone.Warning, Mark.Clock, $"Review due {nextReview}"),
            _ => new(Tone.Good, Mark.Check, $"Next review {nextReview}"),
        };
    }

    private static DateOnly? Due(string? text)
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
