using System.Globalization;
using System.Text;

namespace DrConsole.Plans.Import;

/// <summary>Reads numbers: in digits of any script, in ideographs, or spelt out ("two", "half an").</summary>
internal static class NumberGrammar
{
    /// <summary>The number that begins at a place, and where it ends; null when none does.</summary>
    public static (double Value, int End)? At(string text, int at)
    {
        var digits = new StringBuilder();
        var i = at;
        for (; i < text.Length && digits.Length < 12; i++)
        {
            var c = text[i];
            var digit = char.IsDigit(c) ? (int)char.GetNumericValue(c) : -1;
            var comma = c is '.' or ',' && digits.Length > 0 && i + 1 < text.Length && char.IsDigit(text[i + 1]) && !digits.ToString().Contains('.', StringComparison.Ordinal);
            if (digit < 0 && !comma)
            {
                break;
            }

            digits.Append(comma ? "." : digit.ToString(CultureInfo.InvariantCulture));
        }

        if (digits.Length > 0)
        {
            return (double.Parse(digits.ToString(), CultureInfo.InvariantCulture), i);
        }

        return at > 0 && char.IsLetter(text[at - 1]) && !Words.IsIdeographic(text[at - 1]) ? null
            : IdeographicNumber.At(text, at) ?? Spelt(text, at);
    }

    // "half an hour" has two words; the longer reading is tried first.
    private static (double Value, int End)? Spelt(string text, int at)
    {
        var one = Letters(text, at);
        if (one.Length == 0)
        {
            return null;
        }

        var next = Letters(text, Math.Min(text.Length, at + one.Length + 1));
        return next.Length > 0 && Measures.Numbers.TryGetValue(Words.Normal(one) + " " + Words.Normal(next), out var both) ? (both, at + one.Length + 1 + next.Length)
            : Measures.Numbers.TryGetValue(Words.Normal(one), out var value) ? (value, at + one.Length)
            : null;
    }

    /// <summary>The letters of an alphabet that stand together from a place on.</summary>
    public static string Letters(string text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsLetter(text[end]) && !Words.IsIdeographic(text[end]))
        {
            end++;
        }

        return text[at..end];
    }
}
