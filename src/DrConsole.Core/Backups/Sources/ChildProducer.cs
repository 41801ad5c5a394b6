using DrConsole.Platform;

namespace DrConsole.Backups.Sources;

/// <summary>A child process whose standard output is a stream of the backup. It ended well when its exit code says so and its output looks whole.</summary>
/// <param name="tool">Its name, for messages.</param>
/// <param name="findFault">Says what is wrong with the output, or null; asked only after a clean exit.</param>
/// <param name="tellWarnings">Given what a clean tool said on standard error, where it said anything.</param>
internal sealed class ChildProducer(ChildProcess child, string tool, Func<WatchedStream, string?>? findFault = null, Action<string>? tellWarnings = null) : IProducer
{
    private readonly WatchedStream _output = new(child.Output);

    /// <inheritdoc/>
    public Stream Output => _output;

    /// <summary>Starts a program as a producer.</summary>
    public static ChildProducer Start(ChildCommand command, Func<WatchedStream, string?>? findFault = null, Action<string>? tellWarnings = null) =>
        new(ChildProcess.Start(command), Path.GetFileName(command.Program), findFault, tellWarnings);

    /// <inheritdoc/>
    public async Task EnsureCleanAsync(CancellationToken ct)
    {
        var exit = await child.WaitAsync(ct);
        if (!exit.IsClean)
        {
            throw new RefusedException("source_failed", $"{tool} ended with code {exit.Code}{(exit.Said.Length == 0 ? " and said nothing." : $": {exit.Said}")}");
        }

        if (findFault?.Invoke(_output) is { } fault)
        {
            throw new RefusedException("source_incomplete", $"{tool} ended with code 0, but {fault}");
        }

        if (exit.Said.Length > 0)
        {
            tellWarnings?.Invoke($"{tool} said: {exit.Said}");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => child.DisposeAsync();
}
