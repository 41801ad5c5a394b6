using DrConsole.Backups.Format;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace DrConsole.Backups.Keys;

/// <summary>The keys of this console as the engine uses them: whom to encrypt for, what opens a backup, what signs it, whose signature counts.</summary>
public sealed partial class KeyRing
{
    private readonly IDbContextFactory<DrDbContext> _contexts;
    private readonly SecretBox _box;
    private readonly SigningKey _signing;
    private readonly ILogger<KeyRing> _logger;

    /// <summary>Opens the key ring of that database.</summary>
    public KeyRing(IDbContextFactory<DrDbContext> contexts, AuditedChanges changes, SecretBox box, TimeProvider clock, ILogger<KeyRing> logger) =>
        (_contexts, _box, _signing, _logger) = (contexts, box, new(contexts, changes, box, clock), logger);

    /// <summary>Whom a backup of the category is encrypted for: its newest unretired key, then every unretired escrow key.</summary>
    /// <exception cref="RefusedException">The category has no key.</exception>
    public async Task<IReadOnlyList<string>> RecipientsAsync(string category, CancellationToken ct)
    {
        await using var db = await _contexts.CreateDbContextAsync(ct);
        var active = await db.EncryptionKeys.AsNoTracking().Where(key => key.RetiredAt == null && (key.IsEscrow || key.Category == category)).ToListAsync(ct);
        var own = active.Where(key => !key.IsEscrow).MaxBy(key => (key.CreatedAt, key.Id))
            ?? throw new RefusedException("key_missing", $"There is no encryption key for “{category}”. Create one on the page Keys, then try again.");
        return [own.Recipient, .. active.Where(key => key.IsEscrow).OrderBy(key => key.CreatedAt).ThenBy(key => key.Id).Select(key => key.Recipient)];
    }

    /// <summary>Writes the identities that the console holds for these recipients into a file of the folder. Retired keys count: old backups need them.</summary>
    /// <exception cref="RefusedException">It holds none of them, or cannot open any.</exception>
    public async Task<IdentityFile> IdentitiesAsync(IReadOnlyCollection<string> recipients, PrivateFolder folder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(folder);
        await using var db = await _contexts.CreateDbContextAsync(ct);
        var held = await db.EncryptionKeys.AsNoTracking().Where(key => recipients.Contains(key.Recipient) && key.SealedIdentity != null).ToListAsync(ct);
        if (held.Count == 0)
        {
            throw new RefusedException(
                "identity_missing",
                $"The console holds no identity that opens this backup ({string.Join(", ", recipients.Select(KeyNames.Ending))}): it was destroyed, or belongs to another console. "
                + "Restore it from the command line with the escrow identity: 'backup restore --identity FILE'.");
        }

        var opened = held.Select(Open).OfType<SecretText>().ToList();
        return opened.Count == 0
            ? throw new RefusedException("secret_unreadable", "The identities of this backup are sealed under another master key. Put the right key file back (see docs/operations/keys.md), or restore from the command line with the escrow identity.")
            : new(folder.Write($"identities-{Path.GetRandomFileName()}", string.Concat(opened.Select(identity => identity.Reveal() + "\n"))));
    }

    /// <summary>What signs manifests and records. The key is made when it is first asked for; the caller disposes the signer.</summary>
    public Task<ManifestSigner> SignerAsync(CancellationToken ct) => _signing.SignerAsync(ct);

    /// <summary>Public keys (PEM) whose signatures are believed: the console's own, those that it had before, and those that an administrator entered.</summary>
    public Task<IReadOnlyList<string>> TrustedAsync(CancellationToken ct) => _signing.TrustedAsync(ct);

    // One key that was sealed under a lost master key must not hide the others.
    private SecretText? Open(EncryptionKey key)
    {
        try
        {
            return _box.Open(KeyNames.Purpose(key.Id), key.SealedIdentity!);
        }
        catch (RefusedException)
        {
            LogUnreadable(key.Id);
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The identity of key {KeyId} is sealed under another master key")]
    private partial void LogUnreadable(Guid keyId);
}
