using System.Globalization;

namespace DrConsole.Backups.Sources.Postgres;

/// <summary>Where a sequence stood during a backup: one value, or two between which the dump read it.</summary>
internal static class SequenceRange
{
    private const string To = "..";

    /// <summary>Text form of a range.</summary>
    public static string Of(string before, string after) => before == after ? before : $"{before}{To}{after}";

    /// <summary>True when a restored sequence stands where the dump may have read it.</summary>
    public static bool Holds(string range, string value)
    {
        var ends = range.Split(To);
        if (ends.Length == 1)
        {
            return range == value;
        }

        // A sequence may count down, and an unused one has no number yet: then only the other end bounds it.
        if (ends.Contains(value))
        {
            return true;
        }

        return long.TryParse(value, CultureInfo.InvariantCulture, out var number) && long.TryParse(ends[1], CultureInfo.InvariantCulture, out var last)
            && (!long.TryParse(ends[0], CultureInfo.InvariantCulture, out var first) || (number >= Math.Min(first, last) && number <= Math.Max(first, last)));
    }
}
