using DrConsole.Backups.Format;
using DrConsole.Stores;

namespace DrConsole.Backups.Pipeline;

/// <summary>Removes a backup's folder so that at no instant a manifest is there without what it names.</summary>
public static class FolderRemoval
{
    /// <summary>Removes the manifest, makes sure that it is gone, then removes the rest.</summary>
    /// <returns>Bytes and objects that were removed.</returns>
    /// <exception cref="StoreException">Something is locked or out of reach. While the manifest stays, everything stays.</exception>
    public static async Task<(int Objects, long Bytes)> RemoveAsync(IBackupStore store, string folder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        var manifest = $"{folder}/{StoreLayout.ManifestFile}";
        var removed = (Objects: 0, Bytes: 0L);
        if (await store.FindAsync(manifest, ct) is { } found)
        {
            await store.DeleteAsync(manifest, ct);
            removed = (1, found.Bytes);
            if (await store.FindAsync(manifest, ct) is not null)
            {
                throw new StoreException(StoreFault.Locked, $"{manifest} is still there after it was deleted, so nothing else of the backup was removed.");
            }
        }

        var rest = new List<StoredObject>();
        await foreach (var entry in store.ListAsync($"{folder}/", ct))
        {
            rest.Add(entry);
        }

        foreach (var entry in rest)
        {
            await store.DeleteAsync(entry.Key, ct);
            removed = (removed.Objects + 1, removed.Bytes + entry.Bytes);
        }

        return removed;
    }
}
