using System.Globalization;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal;

/// <summary>
/// Chooses the base backup and the timeline for a recovery, or refuses before anything is written: where log is missing PostgreSQL would
/// end recovery early, promote and report success.
/// </summary>
public static class RecoveryChoice
{
    /// <summary>The newest base backup from which that instant can be recovered, on the highest timeline that holds it.</summary>
    /// <param name="until">By the server's clock; null is the end of all that was shipped.</param>
    /// <param name="timeline">Null chooses by itself.</param>
    /// <exception cref="RefusedException">It cannot be recovered; the message says why and what can be.</exception>
    public static RecoveryWindow Choose(WalReport report, DateTimeOffset? until, int? timeline = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        var windows = report.Windows.Where(window => timeline is null || window.Timeline == timeline).ToList();
        if (windows.Count == 0)
        {
            throw new RefusedException("nothing_recoverable", $"No base backup {(timeline is null ? "" : $"on timeline {timeline} ")}has all the write-ahead log that it needs to become consistent. {Cure(report)}");
        }

        return until is { } instant ? At(report, windows, instant) : Latest(report, windows, timeline);
    }

    private static RecoveryWindow At(WalReport report, List<RecoveryWindow> windows, DateTimeOffset instant) =>
        windows.Where(window => window.Holds(instant)).OrderBy(window => window.Timeline).ThenBy(window => window.From).LastOrDefault()
        ?? throw new RefusedException("instant_not_recoverable", $"{Text(instant)} cannot be recovered: {Why(report, windows, instant)} {Possible(windows)}");

    // The end must be that of all there is: a way that stops at a gap is not "the latest".
    private static RecoveryWindow Latest(WalReport report, List<RecoveryWindow> windows, int? timeline)
    {
        var cluster = windows.MaxBy(window => window.Base.ConsistentAt)!.Base.SystemIdentifier;
        var end = report.Stretches.Where(stretch => stretch.SystemIdentifier == cluster && (timeline is null || stretch.Timeline == timeline))
            .OrderBy(stretch => stretch.Timeline).ThenBy(stretch => stretch.To).LastOrDefault();
        return windows.Where(window => window.Base.SystemIdentifier == cluster && (end is null || window.Timeline == end.Timeline) && !window.EndsAtGap).OrderBy(window => window.From).LastOrDefault()
            ?? throw new RefusedException("latest_behind_gap", $"The end of the write-ahead log cannot be reached: {GapText(report, cluster)} {Possible(windows)}");
    }

    private static string Why(WalReport report, List<RecoveryWindow> windows, DateTimeOffset instant)
    {
        if (instant < windows.Min(window => window.From))
        {
            return "the oldest usable base backup is younger.";
        }

        return instant > windows.Max(window => window.Until) && !windows.MaxBy(window => window.Until)!.EndsAtGap
            ? "it lies behind the last write-ahead log that was shipped."
            : GapText(report, windows[0].Base.SystemIdentifier);
    }

    private static string GapText(WalReport report, string cluster) =>
        report.Gaps.LastOrDefault(gap => gap.SystemIdentifier == cluster) is { } gap
            ? $"write-ahead log is missing from segment {gap.FirstMissing} to {gap.LastMissing}, so nothing that was committed after {Text(gap.After)} can be recovered across that gap."
            : "no base backup was taken on that timeline, and its beginning was not shipped.";

    private static string Possible(IEnumerable<RecoveryWindow> windows) =>
        "Possible is: " + string.Join("; ", windows.OrderBy(window => window.From).Select(window => $"{Text(window.From)} to {Text(window.Until)} (timeline {window.Timeline})").Distinct(StringComparer.Ordinal)) + ".";

    private static string Cure(WalReport report) => report.Unusable.Count == 0
        ? "Take a base backup first."
        : $"{report.Unusable.Count} base backup(s) lack log of their own time; take a new one, or look in another store.";

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);
}
