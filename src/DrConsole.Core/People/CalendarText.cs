using System.Globalization;
using System.Text;

namespace DrConsole.People;

/// <summary>Writes iCalendar content lines (RFC 5545): CRLF at each end, folded at 75 octets between characters, texts escaped, instants in UTC.</summary>
public sealed class CalendarText
{
    private const int LongestLine = 75;
    private readonly StringBuilder _text = new();

    /// <summary>A property whose value has no characters to escape: a name of the format, a number.</summary>
    public CalendarText Line(string name, string value) => Fold($"{name}:{value}");

    /// <summary>A property whose value is text.</summary>
    public CalendarText Text(string name, string value) => Fold($"{name}:{Escape(value)}");

    /// <summary>A property whose value is an instant, to the second.</summary>
    public CalendarText Instant(string name, DateTimeOffset value) => Fold($"{name}:{Format(value)}");

    /// <summary>An instant as the format has it: <c>20260328T080000Z</c>.</summary>
    public static string Format(DateTimeOffset value) => value.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>All lines so far.</summary>
    public override string ToString() => _text.ToString();

    // §3.3.11; other control characters may not stand in a text at all.
    private static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            escaped = letter.Value switch
            {
                '\n' => escaped.Append("\\n"),
                '\\' or ';' or ',' => escaped.Append('\\').Append(letter),
                '\t' => escaped.Append(' '),
                < ' ' or 0x7F => escaped,
                _ => escaped.Append(letter),
            };
        }

        return escaped.ToString();
    }

    // §3.1: the blank at the beginning of a continued line counts; a character of several octets is not cut.
    private CalendarText Fold(string line)
    {
        var octets = 0;
        foreach (var letter in line.EnumerateRunes())
        {
            if (octets + letter.Utf8SequenceLength > LongestLine)
            {
                _text.Append("\r\n ");
                octets = 1;
            }

            _text.Append(letter);
            octets += letter.Utf8SequenceLength;
        }

        _text.Append("\r\n");
        return this;
    }
}
