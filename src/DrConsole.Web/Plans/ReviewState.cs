using DrConsole.Plans;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Plans;

/// <summary>Whether a plan's review is due. A date to the month is due on the month's last day.</summary>
public sealed record ReviewState(Tone Tone, Mark Mark, string Text)
{
    /// <summary>Judges the date of the next review on a day.</summary>
    public static ReviewState Of(string? nextReview, DateOnly today)
    {
        if (ReviewDate.Due(nextReview) is not { } due)
        {
            return new(Tone.Warning, Mark.Alert, "No review date");
        }

        var days = due.DayNumber - today.DayNumber;
        return days switch
        {
            < 0 => new(Tone.Danger, Mark.Alert, $"Review overdue since {nextReview}"),
            <= ReviewDate.NoticeDays => new(Tone.Warning, Mark.Clock, $"Review due {nextReview}"),
            _ => new(Tone.Good, Mark.Check, $"Next review {nextReview}"),
        };
    }
}
