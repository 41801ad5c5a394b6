using System.Text;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Sources.Own;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DrConsole.Backups.Restoring;

/// <summary>Brings a lost console back from a backup of itself: the database first, compared table by table, then the master key that opens its secrets.</summary>
/// <param name="keyFile">Where the master key belongs.</param>
public sealed class ConsoleRestore(RestoreEngine engine, BackupReader reader, string keyFile)
{
    /// <summary>True once the database is not what it was.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>Restores into an empty database.</summary>
    /// <param name="ownerConnection">The database's owner.</param>
    /// <param name="applicationConnection">The role of the web server, which gets its rights.</param>
    /// <exception cref="RefusedException">Something is there already, or the content is not that of the backup: the message says what.</exception>
    public async Task<RestoreResult> RunAsync(
        IBackupStore store, CataloguedBackup backup, IdentityFile identities, string ownerConnection, string applicationConnection, IProgress<RestoreProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(backup);
        var manifest = backup.Manifest!;
        var key = await KeyAsync(store, backup.Folder, manifest, identities, ct);
        if (File.Exists(keyFile) && !string.Equals((await File.ReadAllTextAsync(keyFile, ct)).Trim(), key.Reveal(), StringComparison.Ordinal))
        {
            throw new RefusedException("master_key_other", $"{keyFile} is the master key of another console. Choose an empty data directory with --data DIR, or move that file away.");
        }

        var owner = new NpgsqlConnectionStringBuilder(ownerConnection);
        var result = await engine.RunAsync(
            new()
            {
                Store = store, Folder = backup.Folder, Manifest = manifest, Identities = identities, Progress = progress,
                Target = new PostgresTarget(owner.Host ?? "localhost", owner.Port, owner.Username ?? "", owner.Database),
                Password = owner.Password is { Length: > 0 } password ? new SecretText(password) : null,
                BeforeChangeAsync = (_, _) =>
                {
                    IsTouched = true;
                    return Task.CompletedTask;
                },
            },
            ct);
        if (!result.Comparison.IsEqual)
        {
            throw new RefusedException("console_differs", $"The restored database is not what the backup held: {RestoreEngine.Words(result.Comparison)} Drop it, and take another backup with --backup ID.");
        }

        MasterKey.Put(keyFile, key);
        await SchemaUpgrade.ApplyAsync(ownerConnection, applicationConnection, ct);
        return result;
    }

    /// <summary>Notes in the restored console's chain which backup it comes from and where the chain stood: what was written later is not there.</summary>
    public static async Task RecordAsync(AuditedChanges changes, IDbContextFactory<DrDbContext> contexts, Actor actor, CataloguedBackup backup, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(contexts);
        ArgumentNullException.ThrowIfNull(backup);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var head = await db.AuditChains.AsNoTracking().SingleOrDefaultAsync(chain => chain.Id == AuditChain.Console, ct);
        await changes.NoteAsync(
            actor, "console.restored",
            new
            {
                backup.Manifest!.BackupId, backup.Manifest.ConsistentAt, backup.ManifestSha256, signedBy = backup.KeyFingerprint,
                lastEntry = head?.LastSequence, lastHash = head is null ? null : Convert.ToHexStringLower(head.LastHash),
            },
            ct);
    }

    private async Task<SecretText> KeyAsync(IBackupStore store, string folder, Manifest manifest, IdentityFile identities, CancellationToken ct)
    {
        var stream = manifest.Streams.FirstOrDefault(candidate => candidate.Name == ConsoleDatabase.MasterKeyStream)
            ?? throw new RefusedException("no_console", $"Backup {manifest.BackupId} of {manifest.Source} is no backup of a console: it holds no master key.");
        if (stream.PlainBytes > 1024)
        {
            throw new RefusedException("master_key_broken", $"What backup {manifest.BackupId} holds as master key is none.");
        }

        await using var plain = await reader.OpenAsync(store, folder, stream, identities, ct);
        using var text = new StreamReader(plain, Encoding.ASCII);
        return new((await text.ReadToEndAsync(ct)).Trim());
    }
}
