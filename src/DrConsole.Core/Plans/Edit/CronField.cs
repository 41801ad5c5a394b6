using System.Globalization;
using DrConsole.Platform;

namespace DrConsole.Plans.Edit;

/// <summary>One of the five fields of a cron expression: which of its values are meant.</summary>
internal sealed class CronField
{
    private readonly bool[] _isMeant;

    private CronField(bool[] isMeant, bool beginsWithStar) => (_isMeant, BeginsWithStar) = (isMeant, beginsWithStar);

    /// <summary>It was written as <c>*</c>, <c>*/n</c>, or the like.</summary>
    public bool BeginsWithStar { get; }

    public bool Means(int value) => _isMeant[value];

    /// <summary>Reads lists, ranges, steps and names.</summary>
    /// <exception cref="RefusedException">It cannot be read; the message names the field.</exception>
    public static CronField Read(string what, string text, int least, int most, params string[] names)
    {
        var isMeant = new bool[most + 1];
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var whole] => (whole, 1),
                [var whole, var by] when int.TryParse(by, NumberStyles.None, CultureInfo.InvariantCulture, out var every) && every > 0 => (whole, every),
                _ => throw Unreadable(what, text),
            };
            var hasStep = part.Contains('/', StringComparison.Ordinal);
            var (from, to) = range == "*" ? (least, most) : range.Split('-') switch
            {
                [var one] => (Number(one), hasStep ? most : Number(one)), // "5/10" is "5-59/10"
                [var first, var last] => (Number(first), Number(last)),
                _ => throw Unreadable(what, text),
            };
            if (from > to)
            {
                throw Unreadable(what, text);
            }

            for (var value = (long)from; value <= to; value += step) // a step may be as large as an int
            {
                isMeant[value] = true;
            }
        }

        return new(isMeant, text[0] == '*');

        int Number(string word)
        {
            var named = Array.FindIndex(names, name => name.Equals(word, StringComparison.OrdinalIgnoreCase));
            return named >= 0 ? named + least
                : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
                : throw Unreadable(what, text);
        }
    }

    private static RefusedException Unreadable(string what, string text) => new("cron_unreadable", $"The {what} of the schedule, “{text}”, cannot be read.");
}
