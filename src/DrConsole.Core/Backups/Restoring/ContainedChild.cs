using System.Globalization;
using DrConsole.Platform;

namespace DrConsole.Backups.Restoring;

/// <summary>
/// Runs a program that reads a backup: without the console's environment and rights to gain any, with limits on memory, processor time and dumps of its
/// memory. A backup that was tampered with must not get further than its target.
/// </summary>
internal static class ContainedChild
{
    private const long MemoryBytes = 8L * 1024 * 1024 * 1024;
    private const int ProcessorSeconds = 24 * 60 * 60;

    /// <summary>The command with its limits around it.</summary>
    public static ChildCommand Contain(ChildCommand command) => command with
    {
        Program = "setpriv",
        Arguments =
        [
            "--no-new-privs", "--", Programs.Find("prlimit"),
            string.Create(CultureInfo.InvariantCulture, $"--as={MemoryBytes}"), string.Create(CultureInfo.InvariantCulture, $"--cpu={ProcessorSeconds}"), "--core=0", "--",
            Programs.Find(command.Program), .. command.Arguments,
        ],
    };

    /// <summary>Gives a stream to a program and waits until it has ended well.</summary>
    /// <exception cref="RefusedException">The program failed; the message has its last words. What the stream itself throws comes through, after the program was ended.</exception>
    public static async Task FeedAsync(ChildCommand command, Stream plain, CancellationToken ct)
    {
        var name = Path.GetFileName(command.Program);
        await using var child = ChildProcess.Start(Contain(command) with { HasInput = true });
        var draining = child.Output.CopyToAsync(Stream.Null, ct);
        var wholeWasTaken = await PourAsync(plain, child.Input, ct);
        await draining;
        var exit = await child.WaitAsync(ct);
        if (!exit.IsClean || !wholeWasTaken)
        {
            throw new RefusedException("restore_failed", $"{name} ended with code {exit.Code}{(wholeWasTaken ? "" : " before it had read everything")}: {(exit.Said.Length == 0 ? "it said nothing." : exit.Said)}");
        }
    }

    // False when the program stopped reading: why, it says itself. What reading throws is the backup's fault, and ends the program through disposal.
    private static async Task<bool> PourAsync(Stream plain, Stream input, CancellationToken ct)
    {
        var buffer = new byte[128 * 1024];
        while (await plain.ReadAsync(buffer, ct) is var read and > 0)
        {
            try
            {
                await input.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            catch (IOException)
            {
                return false;
            }
        }

        try
        {
            await input.DisposeAsync();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
