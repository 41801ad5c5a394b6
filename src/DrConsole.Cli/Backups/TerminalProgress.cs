using DrConsole.Backups.Pipeline;
using DrConsole.Platform;

namespace DrConsole.Cli.Backups;

/// <summary>One line on a terminal that is written over; elsewhere only what is worth a line in a log. Always on standard error.</summary>
internal sealed class TerminalProgress(TimeProvider time) : IProgress<BackupProgress>
{
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly long _begun = time.GetTimestamp();
    private int _written;

    public void Report(BackupProgress value)
    {
        if (value.Line is { } line)
        {
            Clear();
            Console.Error.WriteLine(Terminal.Plain(line));
        }

        if (_isTerminal)
        {
            Write(value);
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_written > 0)
        {
            Console.Error.Write($"\r{new string(' ', _written)}\r");
            _written = 0;
        }
    }

    private void Write(BackupProgress value)
    {
        var seconds = Math.Max(time.GetElapsedTime(_begun).TotalSeconds, 0.001);
        var share = value.ExpectedBytes is > 0 and var expected ? $" of about {Sizes.Say(expected)}" : "";
        var text = $"{value.Stage}: {Sizes.Say(value.PlainBytes)}{share} read, {Sizes.Say(value.StoredBytes)} stored, {Sizes.Say(value.PlainBytes / seconds)}/s";
        Console.Error.Write($"\r{text.PadRight(_written)}");
        _written = text.Length;
    }
}
