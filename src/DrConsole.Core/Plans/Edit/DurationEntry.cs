using System.Globalization;
using DrConsole.Plans.Import;

namespace DrConsole.Plans.Edit;

/// <summary>Durations as people type them into a field: "4 h", "90 min", "1 h 30 min", "2 d".</summary>
public static class DurationEntry
{
    private static readonly (double Minutes, string Sign)[] Units = [(1440, "d"), (60, "h"), (1, "min")];

    /// <summary>The typed text in minutes; null when it is not wholly a duration.</summary>
    /// <param name="bareUnit">Minutes that a number without a unit counts.</param>
    public static double? Read(string text, double bareUnit)
    {
        ArgumentNullException.ThrowIfNull(text);
        var typed = text.Trim();
        if (double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var bare))
        {
            return bare * bareUnit;
        }

        // What stands before or behind a duration would be lost, and a range is two values.
        return DurationGrammar.First(typed, 0) is { From: null, OpenEnded: false, Start: 0 } read && read.Length == typed.Length ? read.Minutes : null;
    }

    /// <summary>Minutes as a text that <see cref="Read"/> understands as exactly the same.</summary>
    public static string Write(double minutes)
    {
        if (minutes < 1)
        {
            return minutes == 0 ? "0 min" : string.Create(CultureInfo.InvariantCulture, $"{minutes * 60:0.####} s");
        }

        var parts = new List<string>();
        var rest = minutes;
        foreach (var (unit, sign) in Units)
        {
            var count = unit > 1 ? Math.Floor(rest / unit) : Math.Round(rest, 6);
            rest -= count * unit;
            if (count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count:0.######} {sign}"));
            }
        }

        return string.Join(' ', parts);
    }
}
