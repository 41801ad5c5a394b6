using System.Globalization;

namespace DrConsole.Plans.Doctor;

/// <summary>The longest time between two runs of a five-field cron expression.</summary>
internal static class CronGap
{
    private const int DaysLookedAt = 1500; // four years and a bit: 29 February comes once in them
    private static readonly DateOnly Begin = new(2024, 1, 1);
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly string[] Months = ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>In minutes; null when the expression cannot be read, or never runs.</summary>
    public static double? Minutes(string cron)
    {
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5 || Times(fields) is not { Count: > 0 } times || Read(fields[2], 1, 31, []) is not { } days
            || Read(fields[3], 1, 12, Months) is not { } months || Read(fields[4], 0, 7, Weekdays) is not { } weekdays)
        {
            return null;
        }

        // Two restricted day fields mean either of them.
        var either = fields[2][0] != '*' && fields[4][0] != '*';
        double longest = 0;
        double? before = null;
        for (var at = 0; at < DaysLookedAt; at++)
        {
            var day = Begin.AddDays(at);
            var byDate = days.Contains(day.Day);
            var byWeekday = weekdays.Contains((int)day.DayOfWeek) || (day.DayOfWeek == DayOfWeek.Sunday && weekdays.Contains(7));
            if (months.Contains(day.Month) && (either ? byDate || byWeekday : byDate && byWeekday))
            {
                foreach (var minute in times)
                {
                    var now = (at * 1440d) + minute;
                    longest = before is { } earlier ? Math.Max(longest, now - earlier) : longest;
                    before = now;
                }
            }
        }

        return longest > 0 ? longest : null;
    }

    private static List<int>? Times(string[] fields) =>
        Read(fields[0], 0, 59, []) is { } minutes && Read(fields[1], 0, 23, []) is { } hours
            ? [.. hours.SelectMany(hour => minutes.Select(minute => (hour * 60) + minute)).Order()]
            : null;

    private static HashSet<int>? Read(string field, int least, int most, string[] names)
    {
        var values = new HashSet<int>();
        foreach (var part in field.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var all] => (all, 1),
                [var all, var every] when int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => (all, number),
                _ => ("", 0),
            };
            var ends = range.Split('-');
            var open = string.Equals(range, "*", StringComparison.Ordinal);
            if (step == 0 || ends.Length > 2 || (open ? least : Value(ends[0], names)) is not { } first || (open || (ends.Length == 1 && step > 1) ? most : Value(ends[^1], names)) is not { } last || first < least || last > most)
            {
                return null;
            }

            for (var value = first; value <= last; value += step)
            {
                values.Add(value);
            }
        }

        return values;
    }

    private static int? Value(string text, string[] names) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : Array.FindIndex(names, name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at && text.Length > 0 ? at
        : null;
}
