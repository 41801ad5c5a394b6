using System.Security.Cryptography;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Stores;

namespace DrConsole.Backups.Runs;

/// <summary>
/// Looks whether the attempt before, which died, had already made its backup: then it is adopted instead of made again. Adopted is only what this
/// console signed and whose every stored byte has the manifest's hash; anything else is left where it is, and said.
/// </summary>
public sealed class Adoption(StoreCatalogue catalogue, KeyRing keys)
{
    /// <summary>The backup of the attempt before; null when it made none that can be believed.</summary>
    public async Task<BackupResult?> FindAsync(BackupRun run, string source, IReadOnlyList<Destination> stores, Action<string> say, CancellationToken ct)
    {
        if (run.Attempt < 2 || run.BackupId is not { } backupId)
        {
            return null;
        }

        var trusted = new TrustedKeys(await keys.TrustedAsync(ct));
        CataloguedBackup? adopted = null;
        var copies = new List<CopyOutcome>();
        foreach (var destination in stores)
        {
            var (found, fault) = await LookAsync(destination, trusted, source, backupId, ct);
            adopted ??= fault is null ? found : null;
            copies.Add(new(destination, fault is null && found is not null, fault ?? "The attempt before died before this copy was whole."));
            if (found is not null)
            {
                say(fault is null ? $"{destination.Name}: the attempt before had made the backup; it is adopted." : $"{destination.Name}: {found.Folder} is left alone and not adopted. {fault}");
            }
        }

        return adopted is null ? null : new(adopted.Manifest!, adopted.Folder, adopted.ManifestSha256!, [.. copies.Select(copy => copy.IsComplete ? copy with { Fault = null } : copy)]);
    }

    private async Task<(CataloguedBackup? Found, string? Fault)> LookAsync(Destination destination, TrustedKeys trusted, string source, Guid backupId, CancellationToken ct)
    {
        if (await FolderAsync(destination.Store, source, backupId, ct) is not { } folder)
        {
            return (null, "The attempt before died before this copy was whole.");
        }

        var found = await catalogue.ReadAsync(destination.Store, trusted, folder, ct);
        return found switch
        {
            { State: CatalogueState.Unfinished } => (null, found.Fault),
            { State: not CatalogueState.Complete } => (found, found.Fault),
            { Signature: not SignatureVerdict.Trusted } => (found, "Its signature is not one that this console believes."),
            _ => (found, await WrongAsync(destination.Store, found, ct)),
        };
    }

    private static async Task<string?> FolderAsync(IBackupStore store, string source, Guid backupId, CancellationToken ct)
    {
        var ending = $"-{backupId:N}";
        await foreach (var entry in store.ListAsync($"{StoreLayout.Backups}{source}/", ct))
        {
            if (entry.Key.LastIndexOf('/') is var slash and > 0 && entry.Key[..slash].EndsWith(ending, StringComparison.Ordinal))
            {
                return entry.Key[..slash];
            }
        }

        return null;
    }

    private static async Task<string?> WrongAsync(IBackupStore store, CataloguedBackup backup, CancellationToken ct)
    {
        foreach (var slice in backup.Manifest!.Streams.SelectMany(stream => stream.Slices))
        {
            await using var content = await store.ReadAsync($"{backup.Folder}/{slice.File}", version: null, ct);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct)) != slice.Sha256)
            {
                return $"{slice.File} does not have the hash of its manifest.";
            }
        }

        return null;
    }
}
