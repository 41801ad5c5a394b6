using System.Globalization;

namespace DrConsole.Cli.Backups;

/// <summary>Texts for a terminal: what comes from stores and tools must not move its cursor or colour it.</summary>
internal static class Terminal
{
    /// <summary>The text in one line, without control characters.</summary>
    public static string Plain(string? text) => string.Concat((text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter));

    /// <summary>An instant in UTC.</summary>
    public static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
