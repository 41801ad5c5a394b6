using DrConsole.Plans.Edit;

namespace DrConsole.Reports;

/// <summary>Reads of a policy's schedule that never throw: a schedule that cannot be read has no next run.</summary>
internal static class Schedules
{
    /// <summary>The first run after an instant.</summary>
    public static DateTimeOffset? Next(string? cron, string zone, DateTimeOffset after) =>
        cron is null || CronSchedule.Fault(cron) is not null || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? null
            : new CronSchedule(cron).After(after, found).Select(run => (DateTimeOffset?)run.ToUniversalTime()).FirstOrDefault();
}
