using System.Globalization;

namespace DrConsole.Plans.Import;

/// <summary>Reads a date as ISO, to the day or the month; what leaves the day open to doubt is no date.</summary>
internal static class DateGrammar
{
    public static string? Iso(string text, Lexicon lexicon)
    {
        if (Placeholder.Is(text))
        {
            return null;
        }

        var numbers = Numbers(text);
        var month = lexicon.Months.Select(months => Month(text, months)).FirstOrDefault(found => found > 0);
        var year = numbers.FirstOrDefault(number => number is >= 1990 and <= 2100);
        if (year == 0)
        {
            return null;
        }

        var at = numbers.IndexOf(year);
        if (month > 0)
        {
            var rest = numbers.Where((number, i) => i != at && number is >= 1 and <= 31).ToList();
            // A month written as a number and a sign (3月) is also among the numbers.
            rest = text.AsSpan().ContainsAny('月', '월') || text.Contains("tháng", StringComparison.OrdinalIgnoreCase) ? [.. rest.Skip(1)] : rest;
            return Made(year, month, rest.Count > 0 ? rest[0] : null);
        }

        return at switch
        {
            0 when numbers.Count >= 3 => Made(year, numbers[1], numbers[2]),
            0 when numbers.Count == 2 && numbers[1] is >= 1 and <= 12 => Made(year, numbers[1], null),
            1 when numbers[0] is >= 1 and <= 12 => Made(year, numbers[0], null),
            2 => DayAndMonth(text, numbers, lexicon.Language),
            _ => null,
        };
    }

    private static string? DayAndMonth(string text, List<int> numbers, string language)
    {
        var american = string.Equals(language, "en", StringComparison.Ordinal) && text.Contains('/', StringComparison.Ordinal);
        return american && numbers[0] <= 12 && numbers[1] <= 12 && numbers[0] != numbers[1] ? null
            : numbers[1] > 12 ? Made(numbers[2], numbers[0], numbers[1])
            : Made(numbers[2], numbers[1], numbers[0]);
    }

    private static string? Made(int year, int month, int? day)
    {
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        return day is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{known:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}");
    }

    private static int Month(string text, IReadOnlyList<Phrase[]> months)
    {
        var words = Words.Of(text);
        for (var i = months.Count - 1; i >= 0; i--)
        {
            if (months[i].Any(name => words.Find(name) is not null))
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static List<int> Numbers(string text)
    {
        var numbers = new List<int>();
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i]) && i - start < 8)
            {
                i++;
            }

            if (i > start)
            {
                numbers.Add(int.Parse(text.AsSpan(start, i - start), CultureInfo.InvariantCulture));
            }
        }

        return numbers;
    }
}
