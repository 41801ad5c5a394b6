using System.Text.RegularExpressions;

namespace DrConsole.People;

/// <summary>What "24/7" or "Mon-Fri 8-18" says about a local time. Anything else is shown to people and not judged.</summary>
public static partial class Availability
{
    private static readonly string[][] Days = [["sun", "so"], ["mon", "mo"], ["tue", "di"], ["wed", "mi"], ["thu", "do"], ["fri", "fr"], ["sat", "sa"]];

    /// <summary>Whether the person can be reached then by their own words; null when these are not understood.</summary>
    public static bool? Covers(string? stated, DateTime local)
    {
        var text = stated?.Trim().ToLowerInvariant() ?? "";
        if (Always().IsMatch(text))
        {
            return true;
        }

        if (Hours().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var (from, to) = (Minutes(match, "h1", "m1"), Minutes(match, "h2", "m2"));
        if (from > 24 * 60 || to > 24 * 60)
        {
            return null;
        }

        // A span over midnight belongs to the day on which it begins.
        var minute = (local.Hour * 60) + local.Minute;
        var isAfterMidnight = to <= from && minute < to;
        var isInHours = to > from ? minute >= from && minute < to : minute >= from || minute < to;
        return isInHours && IsDay(match, isAfterMidnight ? local.AddDays(-1).DayOfWeek : local.DayOfWeek);
    }

    private static bool IsDay(Match match, DayOfWeek day)
    {
        if (!match.Groups["d1"].Success)
        {
            return true;
        }

        var first = Index(match.Groups["d1"].Value);
        var last = match.Groups["d2"].Success ? Index(match.Groups["d2"].Value) : first;
        return ((int)day - first + 7) % 7 <= (last - first + 7) % 7;
    }

    private static int Index(string name) => Array.FindIndex(Days, names => names.Any(name.StartsWith));

    private static int Minutes(Match match, string hour, string minute) =>
        (int.Parse(match.Groups[hour].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) * 60)
        + (match.Groups[minute].Success ? int.Parse(match.Groups[minute].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0);

    [GeneratedRegex(@"^(24\s*[/x×]\s*7([/x]365)?|24 ?h(ours)?|always|any ?time|around the clock|rund um die uhr|immer)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Always();

    [GeneratedRegex(@"^((?<d1>mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-z]*\.?(\s*(-|–|to|bis)\s*(?<d2>mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-z]*\.?)?,?\s+)?(?<h1>\d{1,2})([:.](?<m1>[0-5]\d))?\s*(-|–|to|bis)\s*(?<h2>\d{1,2})([:.](?<m2>[0-5]\d))?(\s*uhr)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hours();
}
