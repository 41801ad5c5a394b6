using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Backups.Format;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Keys;

/// <summary>Changes of the categories' encryption keys, and of the signatures that are believed.</summary>
public sealed class KeyCommands(AuditedChanges changes, SecretBox box, TimeProvider clock)
{
    private static readonly string[] First = [KeyNames.Console, KeyNames.Default];

    /// <summary>Makes the keys that the console needs from its first start. Does nothing where they are.</summary>
    public async Task EnsureFirstKeysAsync(CancellationToken ct)
    {
        foreach (var category in First)
        {
            try
            {
                await CreateAsync(Actor.Engine, Guid.CreateVersion7(clock.GetUtcNow()), category, ct);
            }
            catch (RefusedException refusal) when (string.Equals(refusal.Code, "category_exists", StringComparison.Ordinal))
            {
                // It is there, from an earlier start or from another node's.
            }
        }
    }

    /// <summary>Makes the first key of a category. Returns its id.</summary>
    public async Task<Guid> CreateAsync(Actor actor, Guid commandId, string category, CancellationToken ct)
    {
        var name = Named(category);
        var pair = await AgeKeys.GenerateAsync(ct);
        return await changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            await KeyTable.LockAsync(change, ct);
            if (await change.Db.EncryptionKeys.AnyAsync(key => key.Category == name && !key.IsEscrow, ct))
            {
                throw new RefusedException("category_exists", $"“{name}” has a key already. Rotate it to get a new one.");
            }

            var made = Add(change, name, pair);
            Record(change, "backups.key.created", made);
            return made.Id;
        }, ct);
    }

    /// <summary>New backups of the category get a new key. The old one is kept: old backups need it. Returns the new key's id.</summary>
    public async Task<Guid> RotateAsync(Actor actor, Guid commandId, string category, CancellationToken ct)
    {
        var pair = await AgeKeys.GenerateAsync(ct);
        return await changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            await KeyTable.LockAsync(change, ct);
            var earlier = await change.Db.EncryptionKeys.Where(key => key.Category == category && !key.IsEscrow).ToListAsync(ct);
            if (earlier.Count == 0)
            {
                throw new NotFoundException("key category", category);
            }

            foreach (var key in earlier.Where(key => key.RetiredAt is null))
            {
                key.RetiredAt = change.At;
            }

            var made = Add(change, category, pair);
            Record(change, "backups.key.rotated", made);
            return made.Id;
        }, ct);
    }

    /// <summary>
    /// Destroys the identity of a retired key (crypto-shredding): from then on only the escrow identities open what was encrypted for it.
    /// Returns how many backups that concerns.
    /// </summary>
    /// <param name="typed">What the person typed to confirm: <see cref="KeyNames.Ending"/> of the recipient.</param>
    public Task<int> DestroyIdentityAsync(Actor actor, Guid commandId, Guid keyId, string typed, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            await KeyTable.LockAsync(change, ct);
            var key = await KeyTable.FindAsync(change, keyId, ct);
            EnsureDestroyable(key, typed);
            var backups = change.Db.Backups.Where(backup => backup.RemovedAt == null && backup.Manifest.Contains(key.Recipient));
            await EnsureNoHoldAsync(change, backups, ct);
            key.SealedIdentity = null;
            var concerned = await backups.CountAsync(ct);
            change.Record(AuditChain.Console, "backups.key.identity_destroyed", new { keyId, key.Category, key.Recipient, backups = concerned });
            change.Signal(Topic.Stores);
            return concerned;
        }, ct);

    /// <summary>Believes the signatures of another console too, e.g. one whose stores this one takes over. Returns the key's fingerprint.</summary>
    /// <param name="publicPem">Its public signing key, as it lies below <see cref="StoreLayout.Keys"/> in its stores.</param>
    public Task<string> TrustAsync(Actor actor, Guid commandId, string publicPem, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            var (pem, fingerprint) = PublicKeys.Read(publicPem);
            await SigningKey.TrustAsync(change, pem, ct);
            change.Record(AuditChain.Console, "backups.signing_key.trusted", new { fingerprint });
            change.Signal(Topic.Stores);
            return fingerprint;
        }, ct);

    private EncryptionKey Add(Change change, string category, AgeKeyPair pair)
    {
        var id = change.NewId();
        var made = new EncryptionKey
        {
            Id = id, Category = category, Recipient = pair.Recipient, SealedIdentity = box.Seal(KeyNames.Purpose(id), pair.Identity), CreatedAt = change.At, CreatedByName = change.Actor.Name,
        };
        change.Db.EncryptionKeys.Add(made);
        return made;
    }

    private static void EnsureDestroyable(EncryptionKey key, string typed)
    {
        if (key.IsEscrow || key.SealedIdentity is null)
        {
            throw new RefusedException("identity_not_held", "The console does not hold this key's identity, so there is nothing here to destroy.");
        }

        if (key.RetiredAt is null)
        {
            throw new RefusedException("key_in_use", $"New backups of “{key.Category}” are encrypted for this key. Rotate it first.");
        }

        if (!string.Equals(typed.Trim(), KeyNames.Ending(key.Recipient), StringComparison.Ordinal))
        {
            throw new RefusedException("confirmation_wrong", $"Type {KeyNames.Ending(key.Recipient)}, the end of the recipient, to confirm.");
        }
    }

    private static async Task EnsureNoHoldAsync(Change change, IQueryable<Backup> backups, CancellationToken ct)
    {
        var reasons = await change.Db.BackupHolds
            .Where(hold => hold.ReleasedAt == null && backups.Any(backup => hold.BackupId == backup.Id || (hold.BackupId == null && hold.SystemName == backup.SystemName)))
            .Select(hold => hold.Reason).Take(3).ToListAsync(ct);
        if (reasons.Count > 0)
        {
            throw new RefusedException("key_held", $"Backups that this key opens are held: {string.Join("; ", reasons)}. Release the holds first.");
        }
    }

    private static string Named(string category) => SafeText.Clean(category.Trim()) is { Length: > 0 and <= 100 } name && !string.Equals(name, KeyNames.Escrow, StringComparison.OrdinalIgnoreCase)
        ? name
        : throw new RefusedException("category_invalid", $"Give the category a name of 1 to 100 characters other than “{KeyNames.Escrow}”, e.g. “customer data”.");

    private static void Record(Change change, string action, EncryptionKey key)
    {
        change.Record(AuditChain.Console, action, new { keyId = key.Id, key.Category, key.Recipient });
        change.Signal(Topic.Stores);
    }
}
