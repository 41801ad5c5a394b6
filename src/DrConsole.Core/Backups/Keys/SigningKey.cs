using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Backups.Format;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Keys;

/// <summary>
/// The key with which this console signs manifests, and the public keys that it believes. The private half is sealed; the public halves
/// are not, so that old backups stay believed when the master key is lost.
/// </summary>
internal sealed class SigningKey(IDbContextFactory<DrDbContext> contexts, AuditedChanges changes, SecretBox box, TimeProvider clock)
{
    internal const string Setting = "backups.signing-key";
    internal const string TrustedPrefix = "backups.trusted-key:";
    private const string MadeBefore = "signing_key_exists";

    public async Task<ManifestSigner> SignerAsync(CancellationToken ct)
    {
        if (await SealedAsync(ct) is { } kept)
        {
            return ManifestSigner.FromPem(box.Open(Setting, kept));
        }

        try
        {
            await changes.ApplyAsync(Actor.Engine, Guid.CreateVersion7(clock.GetUtcNow()), Right.ManageBackups, change => MakeAsync(change, ct), ct);
        }
        catch (RefusedException refusal) when (string.Equals(refusal.Code, MadeBefore, StringComparison.Ordinal))
        {
            // Another node was faster: its key is ours.
        }

        return ManifestSigner.FromPem(box.Open(Setting, (await SealedAsync(ct))!));
    }

    public async Task<IReadOnlyList<string>> TrustedAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Settings.AsNoTracking().Where(setting => setting.Key.StartsWith(TrustedPrefix)).OrderBy(setting => setting.ChangedAt).Select(setting => setting.Value).ToListAsync(ct);
    }

    internal static async Task TrustAsync(Change change, string publicPem, CancellationToken ct)
    {
        var key = TrustedPrefix + ManifestSigner.FingerprintOf(publicPem);
        await change.Db.Database.ExecuteSqlAsync(
            $"INSERT INTO console_setting (key, value, changed_by_name, changed_at) VALUES ({key}, {publicPem}, {change.Actor.Name}, {change.At}) ON CONFLICT DO NOTHING", ct);
    }

    private async Task<bool> MakeAsync(Change change, CancellationToken ct)
    {
        using var made = ManifestSigner.Create();
        var kept = box.Seal(Setting, made.PrivatePem());
        var isFirst = await change.Db.Database.ExecuteSqlAsync(
            $"INSERT INTO console_setting (key, value, changed_by_name, changed_at) VALUES ({Setting}, {kept}, {change.Actor.Name}, {change.At}) ON CONFLICT DO NOTHING", ct) == 1;
        if (!isFirst)
        {
            throw new RefusedException(MadeBefore, "There is a signing key already.");
        }

        await TrustAsync(change, made.PublicPem, ct);
        change.Record(AuditChain.Console, "backups.signing_key.made", new { made.Fingerprint });
        change.Signal(Topic.Stores);
        return true;
    }

    private async Task<string?> SealedAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Settings.AsNoTracking().Where(setting => setting.Key == Setting).Select(setting => setting.Value).SingleOrDefaultAsync(ct);
    }
}
