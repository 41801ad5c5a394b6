using DrConsole.Platform;

namespace DrConsole.Stores;

/// <summary>Tries out what an administrator described, before it is saved.</summary>
internal static class StoreTrial
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>What the store was seen to do, or why it does not do anything.</summary>
    public static async Task<StoreTrialResult> RunAsync(IBackupStore store, TimeProvider clock, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return new(await store.ProbeAsync(either.Token), null);
        }
        catch (StoreException failure)
        {
            return new(null, failure.Message);
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
internal sealed record StoreTrialResult(StoreFacts? Facts, string? Fault);
