using System.Globalization;
using System.Text.RegularExpressions;
using DrConsole.Backups.Restoring;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.Redis;

/// <summary>Has Redis's own program read a database file.</summary>
internal static partial class RdbCheck
{
    /// <summary>Number of keys in the file.</summary>
    /// <exception cref="RefusedException">The program finds the file damaged.</exception>
    public static async Task<long> KeysAsync(string file, CancellationToken ct)
    {
        var answer = await ChildProcess.ReadAsync(ContainedChild.Contain(new("redis-check-rdb", [file])), ct);
        return KeysRead().Match(answer) is { Success: true } found && answer.Contains("Checksum", StringComparison.Ordinal) | answer.Contains("RDB looks OK", StringComparison.Ordinal)
            ? long.Parse(found.Groups["keys"].ValueSpan, CultureInfo.InvariantCulture)
            : throw new RefusedException("rdb_damaged", $"redis-check-rdb did not find the file whole: {answer.Trim().Split('\n')[^1]}");
    }

    [GeneratedRegex(@"\[info\] (?<keys>[0-9]+) keys read", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex KeysRead();
}
