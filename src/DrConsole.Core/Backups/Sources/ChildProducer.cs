using DrConsole.Platform;

namespace DrConsole.Backups.Sources;

/// <summary>A child process whose standard output is a stream of the backup. It ended well when its exit code says so and its output looks whole.</summary>
/// <param name="tool">Its name, for messages.</param>
/// <param name="findFault">Says what is wrong with the output, or null; asked only after a clean exit.</param>
/// <param name="tellWarnings">Given what a clean tool said on standard error, where it said anything.</param>
/// <param name="through">Turns the raw output into what is backed up.</param>
internal sealed class ChildProducer(
    ChildProcess child, string tool, Func<WatchedStream, string?>? findFault = null, Action<string>? tellWarnings = null, Func<Stream, Stream>? through = null) : IProducer
{
    private Task<ChildExit>? _ending;
    private readonly WatchedStream _output = new(through is null ? child.Output : through(child.Output));

    /// <summary>Highest exit code that is no failure; what the tool said is then always told.</summary>
    public int HighestGoodCode { get; init; }

    /// <inheritdoc/>
    public Stream Output => _output;

    /// <summary>True when the program is gone, however it ended.</summary>
    public bool HasEnded => (_ending ??= child.WaitAsync(CancellationToken.None)).IsCompleted;

    /// <summary>Starts a program as a producer.</summary>
    public static ChildProducer Start(ChildCommand command, Func<WatchedStream, string?>? findFault = null, Action<string>? tellWarnings = null, Func<Stream, Stream>? through = null, int highestGoodCode = 0) =>
        new(ChildProcess.Start(command), Path.GetFileName(command.Program), findFault, tellWarnings, through) { HighestGoodCode = highestGoodCode };

    /// <inheritdoc/>
    public async Task EnsureCleanAsync(CancellationToken ct)
    {
        var exit = await child.WaitAsync(ct);
        if (exit.Code > HighestGoodCode || exit.Code < 0)
        {
            throw new RefusedException("source_failed", $"{tool} ended with code {exit.Code}{(exit.Said.Length == 0 ? " and said nothing." : $": {exit.Said}")}");
        }

        if (findFault?.Invoke(_output) is { } fault)
        {
            throw new RefusedException("source_incomplete", $"{tool} ended with code {exit.Code}, but {fault}");
        }

        if (exit.Said.Length > 0)
        {
            tellWarnings?.Invoke($"{tool} said: {exit.Said}");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => child.DisposeAsync();
}
