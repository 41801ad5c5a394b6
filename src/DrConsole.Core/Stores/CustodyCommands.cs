using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Stores;

/// <summary>The custody log of removable media: lines are added, never changed.</summary>
public sealed class CustodyCommands(AuditedChanges changes, RemovableMedium medium, IDbContextFactory<DrDbContext> contexts)
{
    private const int LongestPlace = 200;
    private const int LongestRemark = 2000;

    /// <summary>Writes the label onto an empty medium that is attached now, and notes it.</summary>
    public async Task<Guid> LabelAsync(Actor actor, Guid commandId, Guid storeId, CancellationToken ct)
    {
        await changes.EnsureMayAsync(actor, Right.ManageBackups, ct);
        var address = await AddressAsync(storeId, ct);
        try
        {
            await medium.LabelAsync(address.Path, address.Label!, ct);
        }
        catch (StoreException failure)
        {
            throw new RefusedException("medium_missing", failure.Message);
        }

        return await NoteAsync(actor, commandId, storeId, CustodyAct.Labelled, address.Path, null, ct);
    }

    /// <summary>Notes what happened to a medium. Returns the line's id.</summary>
    public Task<Guid> NoteAsync(Actor actor, Guid commandId, Guid storeId, CustodyAct act, string? place, string? remark, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.RunBackup, async change =>
        {
            var store = await change.Db.Stores.SingleOrDefaultAsync(candidate => candidate.Id == storeId, ct) ?? throw new NotFoundException("store", storeId);
            var label = LabelOf(store);
            if (act is CustodyAct.Stored && string.IsNullOrWhiteSpace(place))
            {
                throw new RefusedException("place_missing", "Say where the medium was put.");
            }

            if (act is CustodyAct.Destroyed)
            {
                await EnsureUnusedAsync(change, storeId, ct);
                store.RetiredAt ??= change.At; // what is destroyed takes no more backups
            }

            return Add(change, store, label, act, place, remark);
        }, ct);

    /// <summary>Sets how many days a medium stays attached before it is exchanged.</summary>
    public Task<bool> SetRotationAsync(Actor actor, Guid commandId, int days, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            if (days is < 1 or > 366)
            {
                throw new RefusedException("days_invalid", "Give a number of days from 1 to 366.");
            }

            var value = $"{days}";
            await change.Db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO console_setting (key, value, changed_by_name, changed_at) VALUES ({Rotation.Setting}, {value}, {actor.Name}, {change.At})
                ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_by_name = excluded.changed_by_name, changed_at = excluded.changed_at
                """,
                ct);
            change.Record(AuditChain.Console, "setting.changed", new { setting = Rotation.Setting, to = value });
            change.Signal(Topic.Stores);
            return true;
        }, ct);

    internal static Guid Add(Change change, StoreRecord store, string label, CustodyAct act, string? place, string? remark)
    {
        var entry = new CustodyEntry
        {
            Id = change.NewId(), StoreId = store.Id, Label = label, Act = act, Place = Text(place, LongestPlace), Remark = Text(remark, LongestRemark), ByName = change.Actor.Name, At = change.At,
        };
        change.Db.CustodyEntries.Add(entry);
        change.Record(AuditChain.Console, "stores.custody", new { storeId = store.Id, store.Name, label, act, entry.Place, entry.Remark });
        change.Signal(Topic.Stores);
        return entry.Id;
    }

    internal static string LabelOf(StoreRecord store) => (StoreAddresses.Parse(store.Url) as FolderAddress)?.Label
        ?? throw new RefusedException("not_removable", $"“{store.Name}” is no removable medium, so nobody carries it.");

    private static async Task EnsureUnusedAsync(Change change, Guid storeId, CancellationToken ct)
    {
        var users = await change.Db.BackupPolicies.Where(policy => policy.DeletedAt == null && policy.StoreIds.Contains(storeId)).Select(policy => policy.Name).Take(5).ToListAsync(ct);
        if (users.Count > 0)
        {
            throw new RefusedException("store_in_use", $"Backups go to this medium by {string.Join(", ", users)}. Take it out of these policies before it is destroyed.");
        }
    }

    private async Task<FolderAddress> AddressAsync(Guid storeId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var store = await db.Stores.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == storeId, ct) ?? throw new NotFoundException("store", storeId);
        LabelOf(store);
        return (FolderAddress)StoreAddresses.Parse(store.Url);
    }

    private static string? Text(string? text, int longest) => SafeText.Clean(text?.Trim() ?? "") switch
    {
        { Length: 0 } => null,
        var clean when clean.Length <= longest => clean,
        _ => throw new RefusedException("text_too_long", $"Keep it under {longest} characters."),
    };
}
