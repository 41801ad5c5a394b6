using System.Globalization;

namespace DrConsole.Plans.Doctor;

/// <summary>Values in the words of a finding.</summary>
internal static class Spoken
{
    private static readonly (double Minutes, string One, string Many)[] Units =
        [(365 * 1440d, "year", "years"), (30 * 1440d, "month", "months"), (7 * 1440d, "week", "weeks"), (1440d, "day", "days"), (60d, "hour", "hours"), (1d, "minute", "minutes")];

    /// <summary>E.g. "15 minutes", "1 hour", "36 hours".</summary>
    public static string Time(double minutes)
    {
        if (double.IsPositiveInfinity(minutes))
        {
            return "for ever";
        }

        // The longest month, quarter, half and year, by which the importer counts.
        minutes = (minutes / 1440) switch
        {
            31 => 30 * 1440,
            92 => 90 * 1440,
            183 or 184 => 180 * 1440,
            366 => 365 * 1440,
            _ => minutes,
        };
        foreach (var (unit, one, many) in Units)
        {
            var count = minutes / unit;
            if (count >= 1 && Math.Abs(count - Math.Round(count)) < 0.001)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{count:0} {(Math.Round(count) == 1 ? one : many)}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{minutes:0.##} minutes");
    }

    /// <summary>E.g. "every day", "every 6 hours", "continuously".</summary>
    public static string Every(double minutes)
    {
        var time = Time(minutes);
        return minutes <= 0 ? "continuously" : $"every {(time.StartsWith("1 ", StringComparison.Ordinal) ? time[2..] : time)}";
    }

    /// <summary>Names in a row, the first five of many.</summary>
    public static string Names(IReadOnlyList<string> names) => names.Count <= 5
        ? string.Join(", ", names.Select(name => $"“{name}”"))
        : $"{string.Join(", ", names.Take(5).Select(name => $"“{name}”"))} and {names.Count - 5} more";
}
