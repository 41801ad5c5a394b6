using Microsoft.Extensions.Logging;

namespace DrConsole.Platform;

/// <summary>
/// Repeats work for as long as the console runs. A round that fails, because the database is away or because of a defect, is said once and tried
/// again: nothing that happens in a round ends the rounds.
/// </summary>
public sealed partial class Rounds(TimeProvider clock, ILogger<Rounds> logger)
{
    private static readonly AsyncLocal<bool> InRound = new();

    /// <summary>True for code that runs in a round, and for what it starts.</summary>
    internal static bool IsInRound => InRound.Value;

    /// <summary>Repeats until it is cancelled.</summary>
    /// <param name="what">In words, for the log.</param>
    /// <param name="round">Returns true when there may be more to do at once.</param>
    public async Task RepeatAsync(string what, TimeSpan every, Func<CancellationToken, Task<bool>> round, CancellationToken ct)
    {
        InRound.Value = true;
        var isFailing = false;
        while (!ct.IsCancellationRequested)
        {
            var again = false;
            try
            {
                again = await round(ct);
                if (isFailing)
                {
                    LogCured(what);
                }

                isFailing = false;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) // at the top of a loop: whatever it was, the next round must come
            {
                if (!isFailing)
                {
                    LogFailed(failure, what, every);
                }

                isFailing = true;
            }

            if (!again && !await WaitAsync(every, ct))
            {
                return;
            }
        }
    }

    private async Task<bool> WaitAsync(TimeSpan every, CancellationToken ct)
    {
        try
        {
            await Task.Delay(every, clock, ct);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{What} failed and is tried again every {Every} until it works")]
    private partial void LogFailed(Exception failure, string what, TimeSpan every);

    [LoggerMessage(2, LogLevel.Information, "{What} works again")]
    private partial void LogCured(string what);
}
