using System.Text.Json;
using DrConsole.Alarms;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Nodes;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Stores;

/// <summary>
/// Asks each store now and then whether it still answers, cheaply, and tries everything again once in a while. What it sees is written as it
/// is, like a heartbeat; that a fault began or ended is an alarm, which is audited. One node asks, and the fault names it: two nodes on two networks
/// would take turns in calling a store lost and found.
/// </summary>
public sealed class StoreHealth(
    IDbContextFactory<DrDbContext> contexts, StoreDirectory directory, MediaWatch media, AlarmCommands alarms, EldestNode eldest, ConsoleOptions console, LiveFeed feed, TimeProvider clock)
{
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromHours(6);

    /// <summary>Asks all stores in use, unless another node does it.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        if (!await eldest.IsThisAsync(ct))
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var stores = await db.Stores.AsNoTracking().Where(store => store.RetiredAt == null).ToListAsync(ct);
        await Task.WhenAll(stores.Select(store => CheckAsync(store, ct)));
        await media.CheckRotationAsync(ct);
        feed.Publish(Topic.Stores);
    }

    private async Task CheckAsync(StoreRecord store, CancellationToken ct)
    {
        var trial = await AskAsync(store, ct);
        if (store.IsRemovable && (trial.Fault is null || trial.IsMissing))
        {
            await media.NoteMoveAsync(store, isAttached: trial.Fault is null, ct);
        }

        if (trial.Fault is null)
        {
            await WriteGoodAsync(store.Id, trial.Facts, ct);
        }
        else if (!store.IsRemovable || !trial.IsMissing) // a disk in the safe is where it belongs
        {
            var fault = $"{trial.Fault} (Seen from node {console.NodeId}.)";
            await WriteFaultAsync(store.Id, fault, ct);
            await alarms.RaiseAsync(AlarmKind.StoreUnreachable, store.Id.ToString(), $"{store.Name}: {fault}", ct);
            return;
        }

        await alarms.ClearAsync(AlarmKind.StoreUnreachable, store.Id.ToString(), ct);
    }

    private async Task<StoreTrialResult> AskAsync(StoreRecord record, CancellationToken ct)
    {
        try
        {
            await using var store = await directory.OpenAsync(record.Id, ct);
            return StoreForm.Facts(record) is { } known && clock.GetUtcNow() - known.ProbedAt < ProbeEvery
                ? await StoreTrial.AskAsync(store, clock, ct)
                : await StoreTrial.RunAsync(store, clock, ct);
        }
        catch (RefusedException refusal)
        {
            return new(null, refusal.Message); // its secret cannot be opened, or its address cannot be used by this version
        }
    }

    private async Task WriteGoodAsync(Guid storeId, StoreFacts? facts, CancellationToken ct)
    {
        var (now, json) = (AuditBody.Cut(clock.GetUtcNow()), facts is null ? null : JsonSerializer.Serialize(facts, CanonicalJson.Options));
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Stores.Where(store => store.Id == storeId).ExecuteUpdateAsync(
            set => set.SetProperty(store => store.LastGoodAt, now).SetProperty(store => store.Fault, (string?)null).SetProperty(store => store.FaultSince, (DateTimeOffset?)null)
                .SetProperty(store => store.Facts, store => json ?? store.Facts),
            ct);
    }

    private async Task WriteFaultAsync(Guid storeId, string fault, CancellationToken ct)
    {
        var now = AuditBody.Cut(clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Stores.Where(store => store.Id == storeId)
            .ExecuteUpdateAsync(set => set.SetProperty(store => store.Fault, fault).SetProperty(store => store.FaultSince, store => store.FaultSince ?? now), ct);
    }
}
