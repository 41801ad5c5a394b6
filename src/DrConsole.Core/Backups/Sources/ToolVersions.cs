using DrConsole.Platform;

namespace DrConsole.Backups.Sources;

/// <summary>Asks a program for its version.</summary>
internal static class ToolVersions
{
    private const int Longest = 120;

    /// <summary>The first line that it answers.</summary>
    /// <exception cref="RefusedException">The program is not on this machine, or does not answer.</exception>
    public static async Task<string> AskAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var line = (await ChildProcess.ReadAsync(new(program, arguments), ct)).Split('\n')[0].Trim();
        return line.Length > Longest ? line[..Longest] : line;
    }
}
