using System.Globalization;

namespace DrConsole.Plans.Import;

/// <summary>A duration in days where months and years are the calendar's, not thirty days.</summary>
internal static class CalendarSpan
{
    private const double MinutesPerDay = 1440;

    /// <summary>Number of months when the text gives the duration in months or years; null when it does not.</summary>
    public static double? Months(Duration duration, string text)
    {
        var number = Number(text.Substring(duration.Start, duration.Length));
        var days = duration.Minutes / MinutesPerDay;
        return number is null or 0 ? null
            : days == number * 30 ? number
            : days == number * 365 ? number * 12
            : null;
    }

    /// <summary>Days that something is kept: twelve months are a year.</summary>
    public static double Days(Duration duration, string text) =>
        Months(duration, text) is { } months ? Math.Round(months * 365 / 12) : duration.Minutes / MinutesPerDay;

    /// <summary>The most days that so many months can have: a quarter has up to 92.</summary>
    public static double LongestOf(double months) => Math.Ceiling(months * 30.5);

    private static double? Number(string text)
    {
        var digits = string.Concat(text.Where(c => char.IsAsciiDigit(c) || c == '.'));
        return double.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number
            : text.Split(' ')[0].ToUpperInvariant() switch { "ONE" => 1, "TWO" => 2, "THREE" => 3, "FOUR" => 4, "SIX" => 6, "TWELVE" => 12, _ => null };
    }
}
