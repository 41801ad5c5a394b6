using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Restoring;

/// <summary>Finds the copy to read: the best that is whole in its store now and whose manifest is the one that the console knows, signed by somebody it believes.</summary>
internal sealed class RestoreSource(IDbContextFactory<DrDbContext> contexts, StoreDirectory stores, StoreCatalogue catalogue, KeyRing keys)
{
    /// <summary>Opens it. The caller disposes the store.</summary>
    /// <param name="wanted">The copy that the person chose; null tries all, the best first.</param>
    /// <param name="said">Told why a copy was passed over.</param>
    /// <param name="examineAsync">Looks whether an open copy serves; a refusal passes it over.</param>
    /// <exception cref="RefusedException">There is no such copy.</exception>
    public async Task<OpenCopy> OpenAsync(Guid backupId, Guid? wanted, Action<string> said, Func<OpenCopy, Task>? examineAsync, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var trusted = new TrustedKeys(await keys.TrustedAsync(ct));
        var reasons = new List<string>();
        foreach (var copy in (await CopyChoice.OfAsync(db, backupId, ct)).Where(copy => wanted is null || copy.StoreId == wanted))
        {
            try
            {
                return await OpenAsync(db, backupId, copy, trusted, examineAsync, ct);
            }
            catch (Exception failure) when (failure is StoreException or RefusedException)
            {
                reasons.Add($"{copy.StoreName}: {failure.Message}");
                said($"The copy in {copy.StoreName} cannot be read: {failure.Message}");
            }
        }

        throw new RefusedException("no_copy", $"No copy of this backup serves, and nothing was changed. {string.Join(" ", reasons)}".Trim());
    }

    private async Task<OpenCopy> OpenAsync(DrDbContext db, Guid backupId, RestorableCopy copy, TrustedKeys trusted, Func<OpenCopy, Task>? examineAsync, CancellationToken ct)
    {
        var store = await stores.OpenAsync(copy.StoreId, ct);
        try
        {
            var (folder, manifest) = await ReadAsync(db, store, backupId, trusted, ct);
            var needs = new List<(string, Manifest)>();
            foreach (var needed in manifest.DependsOn)
            {
                needs.Add(await ReadAsync(db, store, needed, trusted, ct));
            }

            var opened = new OpenCopy(copy, store, folder, manifest, needs, trusted);
            await (examineAsync?.Invoke(opened) ?? Task.CompletedTask);
            return opened;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private async Task<(string Folder, Manifest Manifest)> ReadAsync(DrDbContext db, IBackupStore store, Guid backupId, TrustedKeys trusted, CancellationToken ct)
    {
        var known = await db.Backups.AsNoTracking().Where(backup => backup.Id == backupId).Select(backup => new { backup.Folder, backup.ManifestSha256 }).SingleOrDefaultAsync(ct)
            ?? throw new RefusedException("backup_missing", $"The backup {backupId}, which is needed too, is not in the catalogue.");
        var found = await catalogue.ReadAsync(store, trusted, known.Folder, ct);
        return found switch
        {
            { State: not CatalogueState.Complete } => throw new RefusedException("copy_damaged", found.Fault ?? "It is not whole."),
            { Signature: not SignatureVerdict.Trusted } => throw new RefusedException("signature_bad", "Its manifest is not signed by a key that this console believes: it is not restored."),
            _ when found.ManifestSha256 != known.ManifestSha256 => throw new RefusedException("manifest_replaced", "Its manifest is not the one that the console wrote: it was replaced in the store."),
            _ => (known.Folder, found.Manifest!),
        };
    }
}

/// <summary>A copy that is open for reading.</summary>
/// <param name="Needs">Backups that it builds on, oldest first.</param>
/// <param name="Trusted">Whose signatures counted.</param>
internal sealed record OpenCopy(
    RestorableCopy Copy, IBackupStore Store, string Folder, Manifest Manifest, IReadOnlyList<(string Folder, Manifest Manifest)> Needs, TrustedKeys Trusted) : IAsyncDisposable
{
    /// <summary>All recipients of it and of what it builds on.</summary>
    public IReadOnlyList<string> Recipients => [.. Needs.Select(need => need.Manifest).Append(Manifest).SelectMany(manifest => manifest.Recipients).Distinct(StringComparer.Ordinal)];

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
