using DrConsole.Access;
using DrConsole.Alarms;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Stores;

/// <summary>Writes into the custody log what nobody said, and tells when a medium was not exchanged in time.</summary>
public sealed class MediaWatch(AuditedChanges changes, IDbContextFactory<DrDbContext> contexts, IStoreQueries queries, AlarmCommands alarms, TimeProvider clock)
{
    private const string Seen = "seen by the console";

    /// <summary>A medium may be exchanged so much later than it was due before it is an alarm.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    /// <summary>Adds a line when a medium came or went and the log does not say so yet.</summary>
    public async Task NoteMoveAsync(StoreRecord store, bool isAttached, CancellationToken ct)
    {
        if (await IsAttachedByLogAsync(store.Id, ct) == isAttached)
        {
            return;
        }

        await changes.ApplyAsync(Actor.Engine, Guid.CreateVersion7(clock.GetUtcNow()), Right.RunBackup, change => Task.FromResult(CustodyCommands.Add(
            change, store, CustodyCommands.LabelOf(store), isAttached ? CustodyAct.Attached : CustodyAct.Detached, null, Seen)), ct);
    }

    /// <summary>Raises an alarm for each medium that should have been attached, and clears it when it was.</summary>
    public async Task CheckRotationAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var medium in await queries.RotationAsync(ct))
        {
            if (medium is { IsAttached: false, DueAt: { } due } && due + Grace < now)
            {
                await alarms.RaiseAsync(
                    AlarmKind.MediumMissing, medium.StoreId.ToString(),
                    $"The medium {medium.Label} was due at {medium.Path} on {due.UtcDateTime:yyyy-MM-dd} and is not there{(medium.Place is { } place ? $" (last noted at: {place})" : "")}. Exchange the media.", ct);
            }
            else
            {
                await alarms.ClearAsync(AlarmKind.MediumMissing, medium.StoreId.ToString(), ct);
            }
        }
    }

    private async Task<bool> IsAttachedByLogAsync(Guid storeId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.CustodyEntries.AsNoTracking().Where(entry => entry.StoreId == storeId && (entry.Act == CustodyAct.Attached || entry.Act == CustodyAct.Detached || entry.Act == CustodyAct.Stored))
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Select(entry => entry.Act).FirstOrDefaultAsync(ct) == CustodyAct.Attached;
    }
}
