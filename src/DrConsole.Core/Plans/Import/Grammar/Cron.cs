using System.Buffers;

namespace DrConsole.Plans.Import;

/// <summary>Finds a five-field cron expression in a text.</summary>
internal static class Cron
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("0123456789*/,-");

    public static string? Find(string text)
    {
        var fields = text.Split((char[])[' ', '\t', '`'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 5 <= fields.Length; i++)
        {
            // Five plain numbers in a row are a table of numbers, not a schedule.
            var run = fields.AsSpan(i, 5);
            if (All(run) && string.Concat(run!).Contains('*', StringComparison.Ordinal))
            {
                return string.Join(' ', run!);
            }
        }

        return null;
    }

    private static bool All(ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (field.Length > 12 || field.AsSpan().ContainsAnyExcept(Marks) || !(char.IsAsciiDigit(field[0]) || field[0] == '*'))
            {
                return false;
            }
        }

        return true;
    }
}
