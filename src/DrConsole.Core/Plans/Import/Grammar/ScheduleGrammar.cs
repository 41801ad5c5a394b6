using System.Globalization;
using System.Text.RegularExpressions;

namespace DrConsole.Plans.Import;

/// <summary>Turns words that say when something runs into a five-field cron expression or an interval. What the words leave open stays open.</summary>
internal static partial class ScheduleGrammar
{
    /// <summary>The cron expression; null for "daily" without a time, for two rhythms at once, and for what cron cannot say.</summary>
    public static string? Cron(string text, Terms terms)
    {
        if (Import.Cron.Find(text) is { } stated)
        {
            return stated;
        }

        var rhythms = Rhythm.Of(text, terms);
        var days = Weekdays(text, terms);
        var times = ClockGrammar.Of(text, terms);
        var first = rhythms.Count == 0 ? null : rhythms[0];
        if (first is { Minutes: { } minutes })
        {
            return rhythms.Count == 1 && days.Count == 0 && times.Count == 0 ? Every(minutes) : null;
        }

        if (rhythms.Any(rhythm => rhythm.Minutes is not null))
        {
            return null;
        }

        var named = rhythms.Select(rhythm => rhythm.Term!.Value).ToList();
        if (times.Count == 0)
        {
            return named is [Term.Hourly] && days.Count == 0 ? "0 * * * *" : null;
        }

        if (times.Select(time => time.Minute).Distinct().Count() > 1)
        {
            return null;
        }

        var at = string.Create(CultureInfo.InvariantCulture, $"{times[0].Minute} {string.Join(',', times.Select(time => time.Hour).Order())}");
        return (named, days.Count) switch
        {
            ([Term.Daily] or [Term.TwiceDaily], 0) => $"{at} * * *",
            ([Term.Workdays] or [Term.Daily, Term.Workdays] or [Term.Workdays, Term.Daily], _) => $"{at} * * 1-5",
            ([] or [Term.Weekly] or [Term.Daily], > 0) => $"{at} * * {string.Join(',', days)}",
            ([Term.Monthly], 0) when DayOfMonth(text) is { } day => $"{at} {day} * *",
            _ => null,
        };
    }

    /// <summary>Longest time between two times, in days; null when the words name no rhythm ("after each deployment").</summary>
    public static double? EveryDays(string text, Terms terms)
    {
        var rhythms = Rhythm.Of(text, terms);
        return rhythms.Count > 0 ? rhythms.Min(rhythm => rhythm.Days) : Weekdays(text, terms).Count > 0 ? 7 : null;
    }

    private static string? Every(double minutes) => minutes switch
    {
        >= 1 and < 60 when 60 % minutes == 0 => minutes == 1 ? "* * * * *" : string.Create(CultureInfo.InvariantCulture, $"*/{minutes} * * * *"),
        60 => "0 * * * *",
        > 60 and < 1440 when minutes % 60 == 0 && 24 % (minutes / 60) == 0 => string.Create(CultureInfo.InvariantCulture, $"0 */{minutes / 60} * * *"),
        _ => null,
    };

    // 0 is Sunday, as cron counts.
    private static List<int> Weekdays(string text, Terms terms)
    {
        var said = terms.In(text);
        return [.. terms.Weekdays.SelectMany(week => week.Select((names, at) => (Names: names, Day: (at + 1) % 7))).Where(day => said.Has(day.Names)).Select(day => day.Day).Distinct().Order()];
    }

    private static int? DayOfMonth(string text) =>
        Ordinal().Match(text) is { Success: true } match && int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture) is >= 1 and <= 28 and var day ? day : null;

    [GeneratedRegex(@"(?<![\d:.])(?<day>\d{1,2})\s?(?:st\b|nd\b|rd\b|th\b|er\b|º|ª|\.(?!\d)|日|号|-го|-е)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ordinal();
}
