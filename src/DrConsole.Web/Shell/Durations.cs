using System.Globalization;

namespace DrConsole.Web.Shell;

/// <summary>Durations in words and on a clock's face.</summary>
public static class Durations
{
    private const double Hour = 60;
    private const double Day = 24 * Hour;

    /// <summary>Minutes in words: <c>45 min</c>, <c>1 h 30 min</c>, <c>24 h</c>, <c>3 days</c>, <c>30 s</c>.</summary>
    public static string Say(double minutes)
    {
        if (minutes > 0 && minutes < 1)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{minutes * 60:0.##} s");
        }

        if (minutes < Hour)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{minutes:0.##} min");
        }

        if (minutes >= 2 * Day)
        {
            return Parts(minutes, Day, "days", Hour, "h");
        }

        return Parts(minutes, Hour, "h", 1, "min");
    }

    /// <summary>A measured time in words, no finer than anybody needs: <c>4.2 s</c>, <c>1 min 20 s</c>, <c>10 h 5 min</c>, <c>3 days 4 h</c>.</summary>
    public static string Say(TimeSpan span) => span.TotalMinutes switch
    {
        < 1.0 / 6 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalSeconds):0.#} s"),
        < 0.995 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s"),
        < 10 => Parts(Math.Round(span.TotalSeconds), 60, "min", 1, "s"),
        _ => Say(Math.Round(span.TotalMinutes)),
    };

    /// <summary>A time window in words: <c>0 min – 30 min</c>, <c>from 4 h</c>, <c>until 1 h</c>; null when neither end is known.</summary>
    public static string? Window(double? from, double? to) => (from, to) switch
    {
        ({ } start, { } end) => $"{Say(start)} – {Say(end)}",
        ({ } start, null) => $"from {Say(start)}",
        (null, { } end) => $"until {Say(end)}",
        _ => null,
    };

    /// <summary>A clock's face: <c>0:07:05</c>, <c>26:00:00</c>.</summary>
    public static string Clock(TimeSpan span)
    {
        var whole = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return string.Create(CultureInfo.InvariantCulture, $"{(long)whole.TotalHours}:{whole.Minutes:00}:{whole.Seconds:00}");
    }

    private static string Parts(double minutes, double unit, string name, double smaller, string smallerName)
    {
        var whole = Math.Floor(minutes / unit);
        var rest = Math.Floor((minutes - (whole * unit)) / smaller);
        return rest > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{whole:0} {name} {rest:0} {smallerName}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole:0} {name}");
    }
}
