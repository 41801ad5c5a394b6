using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Stores;

/// <summary>Changes of the stores that the console knows. Nothing is saved that was not tried, unless the administrator says so.</summary>
public sealed class StoreCommands(AuditedChanges changes, IDbContextFactory<DrDbContext> contexts, StoreOpener opener, RemovableMedium medium, SecretBox box, TimeProvider clock)
{
    /// <summary>Adds a store after a successful probe. Returns its id.</summary>
    /// <exception cref="RefusedException">It does not answer, with cause and cure; or the description is wrong.</exception>
    public async Task<Guid> CreateAsync(Actor actor, Guid commandId, StoreWish wish, CancellationToken ct)
    {
        await changes.EnsureMayAsync(actor, Right.ManageBackups, ct); // before anything is written where somebody pointed
        var address = StoreForm.Check(wish);
        if (wish.LabelMedium && address is FolderAddress { Label: { } label } folder)
        {
            await medium.LabelAsync(folder.Path, label, ct);
        }

        var trial = await TryAsync(address, StoreForm.Credentials(wish, null), wish.AllowUnreachable, ct);
        return await changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            await EnsureUnusedAsync(change, wish, address, Guid.Empty, ct);
            var id = change.NewId();
            var made = new StoreRecord
            {
                Id = id, Name = wish.Name.Trim(), Url = address.Url, IsRemovable = wish.IsRemovable, Site = StoreForm.Site(wish), AccessKeyId = StoreForm.AccessKeyId(wish), CreatedAt = change.At,
                SealedSecret = wish.Secret is { } secret ? box.Seal(StoreDirectory.PurposeOf(id), secret) : null,
            };
            StoreForm.Note(made, trial, change.At);
            change.Db.Stores.Add(made);
            Record(change, "stores.created", made);
            if (wish.LabelMedium && made.IsRemovable)
            {
                CustodyCommands.Add(change, made, CustodyCommands.LabelOf(made), CustodyAct.Labelled, null, null);
            }

            return id;
        }, ct);
    }

    /// <summary>Changes a store after a successful probe. A store that has backups may move only to where they are found.</summary>
    public async Task<bool> ChangeAsync(Actor actor, Guid commandId, Guid storeId, StoreWish wish, CancellationToken ct)
    {
        await changes.EnsureMayAsync(actor, Right.ManageBackups, ct);
        var address = StoreForm.Check(wish);
        var kept = await KeptAsync(storeId, ct);
        var credentials = StoreForm.Credentials(wish, kept.SealedSecret is { } text ? box.Open(StoreDirectory.PurposeOf(storeId), text) : null);
        var trial = await TryAsync(address, credentials, wish.AllowUnreachable, ct);
        if (address.Url != kept.Url)
        {
            await EnsureSameBackupsAsync(storeId, address, credentials, ct);
        }

        return await changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            var store = await FindAsync(change, storeId, ct);
            await EnsureUnusedAsync(change, wish, address, storeId, ct);
            (store.Name, store.Url, store.IsRemovable, store.Site, store.AccessKeyId) = (wish.Name.Trim(), address.Url, wish.IsRemovable, StoreForm.Site(wish), StoreForm.AccessKeyId(wish));
            store.SealedSecret = wish.Secret is { } secret ? box.Seal(StoreDirectory.PurposeOf(storeId), secret) : store.AccessKeyId is null ? null : store.SealedSecret;
            StoreForm.Note(store, trial, change.At);
            await EnsureResidencyAsync(change, store, ct);
            Record(change, "stores.changed", store);
            return true;
        }, ct);
    }

    /// <summary>Tries it out now and stores what was seen. Returns the fault; null when it does what it should.</summary>
    public async Task<string?> ProbeAsync(Actor actor, Guid commandId, Guid storeId, CancellationToken ct)
    {
        await changes.EnsureMayAsync(actor, Right.ManageBackups, ct);
        var kept = await KeptAsync(storeId, ct);
        await using var opened = opener.Open(StoreAddresses.Parse(kept.Url), StoreDirectory.CredentialsOf(kept, box));
        var trial = await StoreTrial.RunAsync(opened, clock, ct);
        return await changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            var store = await FindAsync(change, storeId, ct);
            StoreForm.Note(store, trial, change.At);
            Record(change, "stores.probed", store);
            return trial.Fault;
        }, ct);
    }

    /// <summary>No new backups go to it; what it has stays and can be restored.</summary>
    public Task<bool> RetireAsync(Actor actor, Guid commandId, Guid storeId, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            var store = await FindAsync(change, storeId, ct);
            var users = await change.Db.BackupPolicies.Where(policy => policy.DeletedAt == null && policy.StoreIds.Contains(storeId)).Select(policy => policy.Name).Take(5).ToListAsync(ct);
            if (users.Count > 0)
            {
                throw new RefusedException("store_in_use", $"Backups go to “{store.Name}” by {string.Join(", ", users)}. Take it out of these policies first.");
            }

            store.RetiredAt ??= change.At;
            Record(change, "stores.retired", store);
            return true;
        }, ct);

    private async Task<StoreTrialResult> TryAsync(StoreAddress address, StoreCredentials? credentials, bool allowUnreachable, CancellationToken ct)
    {
        await using var opened = opener.Open(address, credentials);
        var trial = await StoreTrial.RunAsync(opened, clock, ct);
        return trial.Fault is null || allowUnreachable ? trial : throw new RefusedException("store_unreachable", trial.Fault);
    }

    private async Task<StoreRecord> KeptAsync(Guid storeId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Stores.AsNoTracking().SingleOrDefaultAsync(store => store.Id == storeId, ct) ?? throw new NotFoundException("store", storeId);
    }

    // The copies that the catalogue knows must lie at the new address: otherwise it is another store.
    private async Task EnsureSameBackupsAsync(Guid storeId, StoreAddress address, StoreCredentials? credentials, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var newest = await db.BackupCopies.Where(copy => copy.StoreId == storeId && copy.State == Backups.CopyState.Present)
            .Join(db.Backups, copy => copy.BackupId, backup => backup.Id, (copy, backup) => backup).OrderByDescending(backup => backup.ConsistentAt).Select(backup => backup.Folder).FirstOrDefaultAsync(ct);
        if (newest is null)
        {
            return;
        }

        await using var opened = opener.Open(address, credentials);
        if (await FindManifestAsync(opened, newest, ct) is null)
        {
            throw new RefusedException("store_elsewhere", $"The backups of this store are not at {address}: its newest one ({newest}) was not found there. Add the new place as another store.");
        }
    }

    private static async Task<StoredObject?> FindManifestAsync(IBackupStore store, string folder, CancellationToken ct)
    {
        try
        {
            return await store.FindAsync($"{folder}/{Backups.Format.StoreLayout.ManifestFile}", ct);
        }
        catch (StoreException)
        {
            return null; // an address that does not answer proves nothing
        }
    }

    private static async Task EnsureUnusedAsync(Change change, StoreWish wish, StoreAddress address, Guid self, CancellationToken ct)
    {
        var name = wish.Name.Trim();
        var twin = await change.Db.Stores.AsNoTracking().FirstOrDefaultAsync(store => store.Id != self && (store.Name == name || store.Url == address.Url), ct);
        if (twin is not null)
        {
            throw new RefusedException("store_exists", twin.Name == name ? $"There is a store “{name}” already." : $"The store “{twin.Name}” is at that address already. Two stores in one place are one copy.");
        }
    }

    private static async Task EnsureResidencyAsync(Change change, StoreRecord store, CancellationToken ct)
    {
        var facts = StoreForm.Facts(store);
        var users = await change.Db.BackupPolicies.AsNoTracking().Where(policy => policy.DeletedAt == null && policy.StoreIds.Contains(store.Id)).Select(policy => policy.AllowedRegions).ToListAsync(ct);
        if (users.Select(allowed => Residency.Violation(store.Name, allowed, facts)).FirstOrDefault(violation => violation is not null) is { } violation)
        {
            throw new RefusedException("residency", violation);
        }
    }

    // Locked: the health check writes the row too, and must not make a person's change stale.
    private static async Task<StoreRecord> FindAsync(Change change, Guid storeId, CancellationToken ct) =>
        await change.Db.Stores.FromSql($"SELECT *, xmin FROM store WHERE id = {storeId} FOR UPDATE").SingleOrDefaultAsync(ct) ?? throw new NotFoundException("store", storeId);

    private static void Record(Change change, string action, StoreRecord store)
    {
        change.Record(AuditChain.Console, action, new { storeId = store.Id, store.Name, store.Url, store.IsRemovable, store.Site, store.AccessKeyId, store.Fault });
        change.Signal(Topic.Stores);
    }
}
