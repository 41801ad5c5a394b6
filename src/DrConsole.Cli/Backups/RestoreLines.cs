using DrConsole.Backups.Restoring;

namespace DrConsole.Cli.Backups;

/// <summary>Says on standard error how a restore goes: a line per stage, told as it happens.</summary>
internal sealed class RestoreLines : IProgress<RestoreProgress>
{
    public void Report(RestoreProgress value)
    {
        if (value.Line is { } line)
        {
            Console.Error.WriteLine(Terminal.Plain(line));
        }
    }
}
