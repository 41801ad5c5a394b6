using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Stores;

/// <summary>Tries out what an administrator described, before it is saved.</summary>
internal static class StoreTrial
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>What the store was seen to do, or why it does not do anything.</summary>
    public static Task<StoreTrialResult> RunAsync(IBackupStore store, TimeProvider clock, CancellationToken ct) => RunAsync(store, async token => await store.ProbeAsync(token), clock, ct);

    /// <summary>Whether the store answers at all: looking for one object proves network, credentials and bucket, and costs one request.</summary>
    public static Task<StoreTrialResult> AskAsync(IBackupStore store, TimeProvider clock, CancellationToken ct) => RunAsync(
        store,
        async token =>
        {
            await store.FindAsync(StoreLayout.Root + "health", token);
            return null;
        },
        clock,
        ct);

    private static async Task<StoreTrialResult> RunAsync(IBackupStore store, Func<CancellationToken, Task<StoreFacts?>> work, TimeProvider clock, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return new(await work(either.Token), null);
        }
        catch (StoreException failure)
        {
            return new(null, failure.Message) { IsMissing = failure.Fault is StoreFault.Missing };
        }
        catch (RefusedException refusal)
        {
            return new(null, refusal.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return new(null, $"{store.Address} did not answer within {Limit.TotalSeconds:0} seconds. Check network, firewall and the address, then probe it again.");
        }
    }
}

/// <summary>Outcome of a trial: facts, or a fault with cause and cure.</summary>
internal sealed record StoreTrialResult(StoreFacts? Facts, string? Fault)
{
    /// <summary>The place is not there at all: for a removable medium that is no fault.</summary>
    public bool IsMissing { get; init; }
}
