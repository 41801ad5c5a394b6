using DrConsole.Backups.Keys;
using DrConsole.Backups.Retention;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using BackupPolicy = DrConsole.Backups.Policies.BackupPolicy;

namespace DrConsole.Backups.Wal.Pruning;

/// <summary>Carries the retention of a policy's log out, store by store. Safe to repeat at any time and after any crash; its caller holds the policy's lock.</summary>
internal sealed class WalRetention(StoreDirectory stores, KeyRing keys, WalRetentionChanges changes)
{
    /// <summary>Does what the plans say. Returns them as they were carried out.</summary>
    /// <param name="reasons">Gets why something stays that should go, with cause and cure.</param>
    public async Task<IReadOnlyList<WalRetentionPlan>> RunAsync(DrDbContext db, BackupPolicy policy, RetentionCase backups, List<string> reasons, CancellationToken ct)
    {
        var done = new List<WalRetentionPlan>();
        foreach (var the in await WalRetentionRows.ReadAsync(db, policy, backups, ct))
        {
            var plan = WalRetentionPlan.Make(the);
            try
            {
                done.Add(plan.Deleted.Count > 0 ? await RemoveAsync(policy, the, plan.Deleted, reasons, ct) : plan);
                if (done[^1] is { Deleted.Count: 0 } kept && (kept.NewMark is not null || kept.IsLifted))
                {
                    await changes.MarkAsync(policy, kept, ct);
                }
            }
            catch (Exception failure) when (failure is StoreException or RefusedException)
            {
                reasons.Add($"Old write-ahead log stays: {failure.Message}");
                continue;
            }

            // What became needless only now is not missed by anybody: the first base backup of a policy is proven a while after it was taken.
            if (done[^1] is { IsStopped: true } stopped && stopped.Unneeded.Any(piece => piece.SealedAt + the.Grace < the.Now))
            {
                reasons.Add($"Old write-ahead log: {done[^1].Why}");
            }
        }

        return done;
    }

    private async Task<WalRetentionPlan> RemoveAsync(BackupPolicy policy, WalRetentionCase the, IReadOnlyList<WalPiece> due, List<string> reasons, CancellationToken ct)
    {
        await using var store = await stores.OpenAsync(the.StoreId, ct);
        using var signer = await keys.SignerAsync(ct);
        var removal = new WalRemoval(store, policy.Source, new(await keys.TrustedAsync(ct)), signer);
        var (plan, archive) = await removal.LookAsync(the, ct);
        if (await removal.EndEarlierAsync(due, archive, ct) is { Count: > 0 } earlier)
        {
            // It is written now that it went, and counts as of today; the rest goes with the next look.
            var before = plan with { Deleted = earlier, Marks = the.Marks, NewMark = null };
            await changes.RemovedAsync(policy, before, ct);
            return before;
        }

        if (plan.Deleted.Count == 0)
        {
            return plan;
        }

        var (gone, locked) = await removal.RunAsync(plan, archive, the.Now, ct);
        if (locked > 0)
        {
            reasons.Add($"{locked} pieces of old write-ahead log are locked by the store and stay until their lock ends.");
        }

        var carried = plan with { Deleted = gone };
        await changes.RemovedAsync(policy, carried, ct);
        return carried;
    }
}
