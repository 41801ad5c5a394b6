using System.Globalization;
using System.Text.RegularExpressions;

namespace DrConsole.Plans.Import;

/// <summary>Reads times of day: "2:00 AM", "02:30", "3 Uhr", "2h30", "às 2h", "午前2時", "凌晨2点".</summary>
internal static partial class ClockGrammar
{
    private static readonly string[] LateWords = ["午後", "下午", "晚上", "傍晚", "夜"];

    /// <summary>The times that the text states, in order, without repeats.</summary>
    public static IReadOnlyList<TimeOnly> Of(string text, Terms terms)
    {
        var times = new List<TimeOnly>();
        var evening = terms.Says(text, Term.Evening);
        foreach (Match match in Clock().Matches(text))
        {
            var late = match.Groups["late"].Success || (evening && match.Groups["half"].Length == 0) || LateWords.Contains(match.Groups["part"].Value, StringComparer.Ordinal);
            if (Time(match, late) is { } time && !times.Contains(time))
            {
                times.Add(time);
            }
        }

        if (times.Count == 0 && terms.Says(text, Term.Noon))
        {
            times.Add(new TimeOnly(12, 0));
        }
        else if (times.Count == 0 && terms.Says(text, Term.Midnight))
        {
            times.Add(TimeOnly.MinValue);
        }

        return times;
    }

    private static TimeOnly? Time(Match match, bool late)
    {
        var hour = int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"].Success ? int.Parse(match.Groups["minute"].Value, CultureInfo.InvariantCulture) : match.Groups["mid"].Success ? 30 : 0;
        var early = match.Groups["early"].Success;
        hour = late && hour < 12 ? hour + 12 : early && hour == 12 ? 0 : hour == 24 ? 0 : hour;
        return hour < 24 && minute < 60 ? new TimeOnly(hour, minute) : null;
    }

    // A number is a time only with a colon, a half of the day, the hour's own sign, or a word like "at" before "2h".
    [GeneratedRegex(
        @"(?<part>午前|午後|上午|下午|凌晨|早上|晚上|傍晚|深夜|夜)?\s*(?<![\d:.\-])(?:"
        + @"(?<hour>\d{1,2}):(?<minute>\d{2})(?::\d{2})?(?!\d)(?:\s*(?<half>(?<late>p\.?\s?m\b)|(?<early>a\.?\s?m\b)))?"
        + @"|(?<hour>\d{1,2})(?:\.(?<minute>\d{2}))?\s*(?<half>(?<late>p\.?\s?m\b)|(?<early>a\.?\s?m\b))"
        + @"|(?<hour>\d{1,2})(?:[.:](?<minute>\d{2}))?\s*(?:Uhr|uur)\b"
        + @"|(?<=\b(?:à|a|às|as|vers|dès|um|at|ore|las|alle|om)\s)(?<hour>\d{1,2})\s?h(?:\s?(?<minute>\d{2}))?(?![a-z\d])"
        + @"|(?<=\b(?:saat|ore|om)\s)(?<hour>\d{1,2})[.](?<minute>\d{2})(?!\d)"
        + @"|(?<=\b(?:alle ore|alle|ore|a las|at)\s)(?<hour>\d{1,2})(?=$|[,;)\s])(?!\s*\p{L})"
        + @"|(?<=\bв\s)(?<hour>\d{1,2})\s*(?:час|ч\b|утра|ночи|вечера)"
        + @"|(?<hour>\d{1,2})\s*(?:時|时|点|點)(?!間|间|钟)(?:(?<minute>\d{1,2})\s*分|(?<mid>半))?)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Clock();
}
