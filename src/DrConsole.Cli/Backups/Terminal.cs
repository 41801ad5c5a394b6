using System.Globalization;

namespace DrConsole.Cli.Backups;

/// <summary>Texts for a terminal: what comes from stores and tools must not move its cursor or colour it.</summary>
internal static class Terminal
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>The text in one line, without control characters.</summary>
    public static string Plain(string? text) => string.Concat((text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter));

    /// <summary>Bytes as a person reads them, in binary units.</summary>
    public static string Bytes(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1024 && unit < Units.Length - 1)
        {
            (value, unit) = (value / 1024, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Units[unit]}");
    }

    /// <summary>An instant in UTC.</summary>
    public static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
