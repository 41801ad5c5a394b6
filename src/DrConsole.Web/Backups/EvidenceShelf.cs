using DrConsole.Reports;

namespace DrConsole.Web.Backups;

/// <summary>
/// Reads evidence for all open pages of this node together: whoever asks while a read is under way shares the next one, which begins after they asked.
/// So nobody sees a state older than their question, and a thousand pages cost as much as one.
/// </summary>
public sealed class EvidenceShelf(IEvidenceQueries queries)
{
    private readonly Lock _gate = new();
    private Task<Evidence>? _running;
    private Task<Evidence>? _next;

    /// <summary>Everything that is backed up or promised, as it is now.</summary>
    public Task<Evidence> ReadAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            if (_running is { IsCompleted: false } running)
            {
                return (_next ??= AfterAsync(running)).WaitAsync(ct);
            }

            return (_running = queries.ReadAsync(CancellationToken.None)).WaitAsync(ct);
        }
    }

    private async Task<Evidence> AfterAsync(Task<Evidence> running)
    {
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<Evidence> read;
        lock (_gate)
        {
            (_running, _next) = (read = queries.ReadAsync(CancellationToken.None), null);
        }

        return await read;
    }
}
