using DrConsole.Platform;

namespace DrConsole.Web.Shell;

/// <summary>
/// One thing that a person wants saved. Keeps its command id until the outcome is known: while the database is away it goes on trying,
/// says so, and the thing is done once.
/// </summary>
public sealed class Saving(TimeProvider clock, CancellationToken left)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>True from the click until the outcome is known.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>True while the database is away: nothing is saved yet.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Why it was not done; null otherwise.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Does the work until it is done (true) or refused (false).</summary>
    /// <param name="work">Gets the command id, the same in every attempt.</param>
    /// <param name="changed">Renders the component again.</param>
    public async Task<bool> RunAsync(Func<Guid, CancellationToken, Task> work, Action changed)
    {
        if (IsBusy)
        {
            return false; // a second click while the first is under way
        }

        (IsBusy, Refusal) = (true, null);
        try
        {
            var commandId = Guid.CreateVersion7(clock.GetUtcNow());
            while (!await TryAsync(work, commandId))
            {
                IsWaiting = true;
                changed();
                await Task.Delay(Pause, clock, left);
            }

            return Refusal is null;
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            return false; // the person left the page; unsent text is kept in the browser
        }
        finally
        {
            (IsBusy, IsWaiting) = (false, false);
        }
    }

    // True when the outcome is known.
    private async Task<bool> TryAsync(Func<Guid, CancellationToken, Task> work, Guid commandId)
    {
        try
        {
            await work(commandId, left);
        }
        catch (Exception refusal) when (refusal is RefusedException or NotFoundException or NotPermittedException or StaleException)
        {
            Refusal = refusal.Message;
        }
        catch (Exception failure) when (Outage.Is(failure))
        {
            return false;
        }

        return true;
    }
}
