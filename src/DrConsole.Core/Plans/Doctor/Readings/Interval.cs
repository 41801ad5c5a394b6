using System.Globalization;
using DrConsole.Plans.Import;

namespace DrConsole.Plans.Doctor;

/// <summary>How far apart two times of something are that the plan says shall happen again and again.</summary>
internal static class Interval
{
    private const double Day = 24 * 60;

    private static readonly Lazy<(double Minutes, Phrase[] Phrases)[]> Words = new(() =>
    [
        .. DoctorData.Read<Dictionary<string, string>>("intervals")
            .Select(entry => (double.Parse(entry.Key, CultureInfo.InvariantCulture), (Phrase[])[.. entry.Value.Split('|').Select(term => new Phrase(term))])),
    ]);

    /// <summary>Minutes between two backups of a policy, 0 when it never stops; null when it follows no clock, or the plan does not say.</summary>
    public static double? Of(BackupPolicy policy) => policy switch
    {
        { Cron: { Length: > 0 } cron } when CronGap.Minutes(cron) is { } gap => gap,
        { Mode: BackupMode.OnChange or BackupMode.OnDeployment } => null,
        _ => InWords(policy.Frequency) ?? InWords(policy.Schedule) ?? (policy.Mode == BackupMode.Continuous ? 0 : null),
    };

    /// <summary>Minutes between two times that a duty is done; null when the plan does not say.</summary>
    public static double? Of(Duty duty) => duty.EveryDays is { } days ? days * Day : InWords(duty.Frequency);

    /// <summary>Minutes between two times, of a text like "daily", "every 6 hours", or a cron expression.</summary>
    public static double? InWords(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (Cron.Find(text) is { } cron && CronGap.Minutes(cron) is { } gap)
        {
            return gap;
        }

        var words = Import.Words.Of(text);
        var spoken = Words.Value.Where(entry => entry.Phrases.Any(phrase => words.Find(phrase) is not null)).Select(entry => (double?)entry.Minutes).Max();
        // "Continuously (every 15 minutes)" is every 15 minutes; "daily at 2 h" is daily.
        return spoken is null or 0 && DurationGrammar.First(text, 0) is { Minutes: > 0 } stated ? stated.Minutes : spoken;
    }
}
