using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DrConsole.Tests.People;

/// <summary>A strict reader of iCalendar: throws at the first thing that RFC 5545 does not allow and the console does not write.</summary>
internal static partial class CalendarReader
{
    /// <summary>The events, each as its properties by name, texts unescaped; the calendar's own properties under the first, empty name.</summary>
    public static (IReadOnlyDictionary<string, string> Calendar, IReadOnlyList<IReadOnlyDictionary<string, string>> Events) Read(string text)
    {
        var stack = new Stack<string>();
        var (calendar, events) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<IReadOnlyDictionary<string, string>>());
        Dictionary<string, string>? current = null;
        foreach (var (name, value) in Unfold(text).Select(Property))
        {
            switch (name)
            {
                case "BEGIN":
                    Require(stack.Count == (value == "VCALENDAR" ? 0 : 1) && value is "VCALENDAR" or "VEVENT", $"BEGIN:{value}");
                    stack.Push(value);
                    current = value == "VEVENT" ? new(StringComparer.Ordinal) : current;
                    break;
                case "END":
                    Require(stack.TryPop(out var open) && open == value, $"END:{value}");
                    if (value == "VEVENT")
                    {
                        Require(new[] { "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY" }.All(current!.ContainsKey), "an event lacks a property");
                        events.Add(current!);
                        current = null;
                    }

                    break;
                default:
                    Require(stack.Count > 0 && (current ?? calendar).TryAdd(name, Unescape(value)), $"{name} twice or outside");
                    break;
            }
        }

        Require(stack.Count == 0 && events.Select(entry => entry["UID"]).Distinct().Count() == events.Count, "not closed, or an UID twice");
        Require(calendar.GetValueOrDefault("VERSION") == "2.0" && calendar.ContainsKey("PRODID"), "no version");
        return (calendar, events);
    }

    /// <summary>An instant that must be written in UTC.</summary>
    public static DateTimeOffset Instant(string value) => DateTimeOffset.ParseExact(value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The content lines; each line of the file ends with CRLF and has 75 octets at most.</summary>
    public static IReadOnlyList<string> Unfold(string text)
    {
        Require(text.EndsWith("\r\n", StringComparison.Ordinal), "no CRLF at the end");
        var lines = new List<string>();
        foreach (var line in text[..^2].Split("\r\n"))
        {
            Require(Encoding.UTF8.GetByteCount(line) <= 75, $"longer than 75 octets: {line}");
            Require(!line.Any(char.IsControl), $"a control character: {line}");
            Require(!Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line)).Contains('\uFFFD', StringComparison.Ordinal), "a character cut in two");
            if (line.StartsWith(' '))
            {
                lines[^1] += line[1..];
            }
            else
            {
                Require(line.Length > 0, "an empty line");
                lines.Add(line);
            }
        }

        return lines;
    }

    private static (string Name, string Value) Property(string line)
    {
        var match = Named().Match(line);
        Require(match.Success, $"no property: {line}");
        return (match.Groups["name"].Value, match.Groups["value"].Value);
    }

    private static string Unescape(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            text.Append(value[i] != '\\' ? value[i] : value[++i] switch
            {
                'n' => '\n',
                '\\' or ';' or ',' => value[i],
                _ => throw new FormatException($"\\{value[i]} is no escape"),
            });
        }

        return text.ToString();
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new FormatException(fault);
        }
    }

    [GeneratedRegex("^(?<name>[A-Z-]+)(;[A-Z]+=[A-Z]+)?:(?<value>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Named();
}
