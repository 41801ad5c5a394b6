using DrConsole.Backups.Format;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Keys;

/// <inheritdoc cref="IKeyQueries"/>
internal sealed class KeyQueries(IDbContextFactory<DrDbContext> contexts) : IKeyQueries
{
    public async Task<KeyOverview> OverviewAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.EncryptionKeys.AsNoTracking()
            .OrderByDescending(key => key.IsEscrow).ThenBy(key => key.Category).ThenByDescending(key => key.CreatedAt).ThenByDescending(key => key.Id)
            .Select(key => new
            {
                key.Id, key.Category, key.Recipient, key.IsEscrow, Holds = key.SealedIdentity != null, key.CreatedAt, key.CreatedByName, key.RetiredAt, key.ProvenAt, key.ProvenByName,
                key.ChallengedAt, key.KitMadeAt, Backups = db.Backups.Count(backup => backup.RemovedAt == null && backup.Manifest.Contains(key.Recipient)),
            })
            .ToListAsync(ct);
        var trusted = await db.Settings.AsNoTracking().Where(setting => setting.Key.StartsWith(SigningKey.TrustedPrefix)).OrderBy(setting => setting.ChangedAt)
            .Select(setting => setting.Value).ToListAsync(ct);
        var own = await OwnFingerprintAsync(db, ct);
        return new(
            [.. rows.Select(row => new KeyRow(
                row.Id, row.Category, row.Recipient, row.IsEscrow, row.Holds, row.CreatedAt, row.CreatedByName, row.RetiredAt, row.ProvenAt, row.ProvenByName,
                row.ProvenAt + EscrowCommands.ProofHolds, row.ChallengedAt, row.KitMadeAt, row.Backups))],
            own,
            [.. trusted.Select(ManifestSigner.FingerprintOf)]);
    }

    // The sealed half is not opened for a page: the public half that was kept at the same instant names it.
    private static async Task<string?> OwnFingerprintAsync(DrDbContext db, CancellationToken ct)
    {
        var madeAt = await db.Settings.AsNoTracking().Where(setting => setting.Key == SigningKey.Setting).Select(setting => (DateTimeOffset?)setting.ChangedAt).SingleOrDefaultAsync(ct);
        var key = madeAt is null
            ? null
            : await db.Settings.AsNoTracking().Where(setting => setting.Key.StartsWith(SigningKey.TrustedPrefix) && setting.ChangedAt == madeAt).Select(setting => setting.Key).FirstOrDefaultAsync(ct);
        return key?[SigningKey.TrustedPrefix.Length..];
    }
}
