using DrConsole.Plans.Edit;
using DrConsole.Plans.Import;

namespace DrConsole.Plans.Doctor;

/// <summary>How far apart two times of something are that the plan says shall happen again and again.</summary>
internal static class Interval
{
    private const double Day = 24 * 60;

    /// <summary>Minutes between two backups of a policy, 0 when it never stops; null when it follows no clock, or the plan does not say.</summary>
    public static double? Of(BackupPolicy policy) => policy switch
    {
        { Cron: { Length: > 0 } cron } when CronSchedule.LongestGap(cron) is { } gap => gap,
        { Mode: BackupMode.OnChange or BackupMode.OnDeployment } => null,
        _ => InWords(policy.Frequency) ?? InWords(policy.Schedule) ?? (policy.Mode == BackupMode.Continuous ? 0 : null),
    };

    /// <summary>Minutes between two times that a duty is done; null when the plan does not say.</summary>
    public static double? Of(Duty duty) => duty.EveryDays is { } days ? days * Day : InWords(duty.Frequency);

    /// <summary>Minutes between two times, of a text like "daily", "every 6 hours", or a cron expression; 0 for what never stops.</summary>
    public static double? InWords(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (Cron.Find(text) is { } cron && CronSchedule.LongestGap(cron) is { } gap)
        {
            return gap;
        }

        // "Continuously (every 15 minutes)" is every 15 minutes; "daily at 2 h" is daily.
        return ScheduleGrammar.EveryDays(text, Import.Terms.OfEveryLanguage) is { } days ? days * Day
            : DurationGrammar.First(text, 0) is { Minutes: > 0 } stated ? stated.Minutes
            : IsContinuous(text) ? 0 : null;
    }

    private static bool IsContinuous(string text)
    {
        var said = Import.Terms.OfEveryLanguage.In(text);
        return Import.Terms.OfEveryLanguage.Modes.Any(known => known.Mode == BackupMode.Continuous && said.Has(known.Phrases));
    }
}
