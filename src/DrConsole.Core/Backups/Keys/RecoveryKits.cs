using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Keys;

/// <summary>Hands out recovery kits. That one was handed out is audited, without what is in it.</summary>
public sealed class RecoveryKits(AuditedChanges changes, KeyRing ring, IDbContextFactory<DrDbContext> contexts)
{
    /// <summary>Makes the kit of an escrow key.</summary>
    /// <param name="made">The key with its identity when it was just made, so that the kit has the identity, this once; null later.</param>
    public async Task<RecoveryKit> HandOutAsync(Actor actor, Guid commandId, Guid keyId, EscrowMade? made, CancellationToken ct)
    {
        var at = await changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            var key = await KeyTable.FindAsync(change, keyId, ct);
            if (!key.IsEscrow)
            {
                throw new RefusedException("not_escrow", "A recovery kit belongs to an escrow key.");
            }

            key.KitMadeAt = change.At;
            change.Record(AuditChain.Console, "backups.kit.handed_out", new { keyId, key.Recipient, withIdentity = made is not null });
            change.Signal(Topic.Stores);
            return change.At;
        }, ct);
        using var signer = await ring.SignerAsync(ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var recipient = await db.EncryptionKeys.Where(key => key.Id == keyId).Select(key => key.Recipient).SingleAsync(ct);
        var stores = await db.Stores.AsNoTracking().OrderBy(store => store.RetiredAt != null).ThenBy(store => store.Name).ToListAsync(ct);
        var keys = await db.EncryptionKeys.AsNoTracking().Where(key => !key.IsEscrow).OrderBy(key => key.Category).ThenByDescending(key => key.CreatedAt).ToListAsync(ct);
        return new(
            at, recipient, made?.Id == keyId ? made.Identity : null, signer.Fingerprint, signer.PublicPem,
            [.. stores.Select(store => new KitStore(store.Name, store.Url, store.Site, store.AccessKeyId is not null))],
            [.. keys.Select(key => new KitKey(key.Category, key.Recipient, key.RetiredAt is not null))]);
    }
}
