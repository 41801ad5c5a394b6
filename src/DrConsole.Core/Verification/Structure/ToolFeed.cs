using DrConsole.Platform;

namespace DrConsole.Verification.Structure;

/// <summary>Gives a stream to a program's standard input while its output is read.</summary>
internal static class ToolFeed
{
    private const int BufferSize = 256 * 1024;

    /// <summary>Runs the program to its end. A fault of the stream is thrown; that the program stopped reading is not a fault of the stream.</summary>
    public static async Task<(ChildExit Exit, T Seen)> RunAsync<T>(ChildCommand command, Stream plain, Func<Stream, CancellationToken, Task<T>> readAsync, CancellationToken ct)
    {
        await using var child = ChildProcess.Start(command with { HasInput = true });
        var seeing = readAsync(child.Output, ct);
        await FeedAsync(child.Input, plain, ct);
        return (await child.WaitAsync(ct), await seeing);
    }

    /// <summary>For programs whose output does not matter.</summary>
    public static async Task<ChildExit> RunAsync(ChildCommand command, Stream plain, CancellationToken ct) =>
        (await RunAsync(command, plain, static async (output, token) => { await output.CopyToAsync(Stream.Null, token); return true; }, ct)).Exit;

    private static async Task FeedAsync(Stream input, Stream plain, CancellationToken ct)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
        while (await plain.ReadAsync(buffer, ct) is var read and > 0)
        {
            try
            {
                await input.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            catch (IOException)
            {
                return; // it ended or saw enough: its exit code tells which
            }
        }

        try
        {
            await input.DisposeAsync();
        }
        catch (IOException)
        {
            // The same, at the last moment.
        }
    }
}
