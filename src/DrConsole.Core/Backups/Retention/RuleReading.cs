using System.Globalization;
using DrConsole.Plans;

namespace DrConsole.Backups.Retention;

/// <summary>What one retention rule keeps out of a list of copies.</summary>
internal static class RuleReading
{
    /// <summary>The copies that the rule keeps, each with the reason in words.</summary>
    /// <param name="newestFirst">Copies of one store.</param>
    /// <param name="newestVerified">From here ages count, so that nothing grows old while no good backup follows; null lets nothing grow old.</param>
    public static IEnumerable<(ShelfItem Item, string Words)> Keep(
        RetentionRule rule, IReadOnlyList<ShelfItem> newestFirst, TimeZoneInfo zone, DateTimeOffset? newestVerified) => rule.Kind switch
    {
        _ when !IsWhole(rule) => newestFirst.Select(item => (item, $"the rule “{rule.Kind}”, which does not say how much it keeps")),
        RetentionKind.Daily => Periods(rule, newestFirst, zone, "daily", day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        RetentionKind.Weekly => Periods(rule, newestFirst, zone, "weekly", day => $"{ISOWeek.GetYear(day)}-W{ISOWeek.GetWeekOfYear(day):00}"),
        RetentionKind.Monthly => Periods(rule, newestFirst, zone, "monthly", day => day.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
        RetentionKind.Yearly => Periods(rule, newestFirst, zone, "yearly", day => day.ToString("yyyy", CultureInfo.InvariantCulture)),
        RetentionKind.Count => newestFirst.Take(rule.Count!.Value).Select(item => (item, $"the newest {rule.Count}")),
        RetentionKind.Age => Young(rule, newestFirst, newestVerified),
        RetentionKind.AllVersions => newestFirst.Select(item => (item, "every version is kept")),
        RetentionKind.Indefinite => newestFirst.Select(item => (item, "kept for ever")),
        _ => newestFirst.Select(item => (item, $"the rule “{rule.Kind}”, which this version of the console does not know")),
    };

    /// <summary>True when the rule says how much it keeps. A rule that does not is a slip, and a slip never removes anything.</summary>
    public static bool IsWhole(RetentionRule rule) => rule.Kind switch
    {
        RetentionKind.Daily or RetentionKind.Weekly or RetentionKind.Monthly or RetentionKind.Yearly or RetentionKind.Count => rule.Count > 0,
        RetentionKind.Age => rule.Days is > 0 and <= 36_525,
        _ => true,
    };

    // Periods with a backup are counted, not periods of the calendar: a month without backups removes none of the older ones.
    private static IEnumerable<(ShelfItem Item, string Words)> Periods(
        RetentionRule rule, IReadOnlyList<ShelfItem> newestFirst, TimeZoneInfo zone, string word, Func<DateTime, string> period) => newestFirst
        .GroupBy(item => period(TimeZoneInfo.ConvertTime(item.Backup.ConsistentAt, zone).DateTime), StringComparer.Ordinal)
        .Take(rule.Count!.Value)
        .Select(group => (group.First(), $"{word}, {rule.Count} of them: the newest of {group.Key}"));

    private static IEnumerable<(ShelfItem Item, string Words)> Young(RetentionRule rule, IReadOnlyList<ShelfItem> newestFirst, DateTimeOffset? newestVerified)
    {
        if (newestVerified is not { } reference)
        {
            return newestFirst.Select(item => (item, "nothing in this store was read back yet, and ages count from the newest backup that was"));
        }

        var limit = reference - TimeSpan.FromDays(rule.Days!.Value);
        var words = $"less than {rule.Days.Value.ToString(CultureInfo.InvariantCulture)} days older than the newest verified one ({RetentionWords.At(reference)})";
        return newestFirst.Where(item => item.Backup.ConsistentAt > limit).Select(item => (item, words));
    }
}
