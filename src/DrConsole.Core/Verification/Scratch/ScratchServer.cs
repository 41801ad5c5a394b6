using DrConsole.Platform;

namespace DrConsole.Verification.Scratch;

/// <summary>A private database server in a sandbox, reached by a socket in its folder only. Gone when disposed, and after its deadline in any case.</summary>
internal abstract class ScratchServer(ChildProcess process, string socketFolder) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Task _drained = process.Output.CopyToAsync(Stream.Null);

    /// <summary>The folder of its socket.</summary>
    public string SocketFolder => socketFolder;

    /// <summary>E.g. <c>PostgreSQL 15.18</c>.</summary>
    public abstract string Version { get; }

    /// <summary>True once it answers.</summary>
    protected abstract Task<bool> AnswersAsync(CancellationToken ct);

    /// <summary>Waits until it answers.</summary>
    /// <exception cref="NotVerifiableException">It ended, or did not answer in two minutes.</exception>
    protected async Task WaitAsync(TimeProvider clock, CancellationToken ct)
    {
        var exit = process.WaitAsync(ct);
        var started = clock.GetTimestamp();
        while (!await AnswersAsync(ct))
        {
            if (exit.IsCompleted)
            {
                throw new NotVerifiableException($"The scratch server did not start: {(await exit).Said}");
            }

            if (clock.GetElapsedTime(started) > Patience)
            {
                throw new NotVerifiableException($"The scratch server did not answer within {Patience.TotalMinutes:0} minutes.");
            }

            await Task.Delay(Pause, clock, ct);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.Kill(); // it is thrown away: there is nothing to shut down in order
        await process.DisposeAsync();
        await _drained.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        GC.SuppressFinalize(this);
    }
}
