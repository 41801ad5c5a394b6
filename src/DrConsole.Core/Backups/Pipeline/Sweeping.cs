using DrConsole.Backups.Format;
using DrConsole.Stores;

namespace DrConsole.Backups.Pipeline;

/// <summary>Removes what runs that died left in a store: uploads that were never completed, and folders without a manifest.</summary>
public static class Sweeping
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    /// <summary>Sweeps one source in one store.</summary>
    /// <param name="begunBefore">Nothing that changed later is touched: it may be a run under way.</param>
    /// <returns>How many uploads and how many folders were removed.</returns>
    public static async Task<(int Uploads, int Folders)> SweepAsync(IBackupStore store, string source, DateTimeOffset begunBefore, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        var prefix = $"{StoreLayout.Backups}{source}/";
        var uploads = await store.SweepUploadsAsync(prefix, begunBefore, ct);
        var folders = 0;
        foreach (var folder in await UnfinishedAsync(store, prefix, begunBefore, ct))
        {
            await FolderRemoval.RemoveAsync(store, folder, ct);
            folders++;
        }

        return (uploads, folders);
    }

    /// <summary>Sweeps all destinations of a run. Litter is no reason not to back up, so what goes wrong is only said.</summary>
    internal static Task SweepAsync(BackupRequest request, DateTimeOffset startedAt, ProgressMeter meter, CancellationToken ct) =>
        Task.WhenAll(request.Destinations.Select(destination => SweepAsync(destination, request, startedAt, meter, ct)));

    private static async Task SweepAsync(Destination destination, BackupRequest request, DateTimeOffset startedAt, ProgressMeter meter, CancellationToken ct)
    {
        try
        {
            var begunBefore = request.AbandonedBefore ?? startedAt - Grace;
            var (uploads, folders) = await SweepAsync(destination.Store, request.Source, begunBefore, ct).WaitAsync(request.StallLimit, ct);
            if (uploads + folders > 0)
            {
                meter.Say($"{destination.Name}: removed {uploads} uploads and {folders} folders of runs that did not end.");
            }
        }
        catch (Exception failure) when (!(failure is OperationCanceledException && ct.IsCancellationRequested))
        {
            meter.Say($"{destination.Name}: what runs left behind could not be removed: {failure.Message}");
        }
    }

    private static async Task<List<string>> UnfinishedAsync(IBackupStore store, string prefix, DateTimeOffset begunBefore, CancellationToken ct)
    {
        var folders = new Dictionary<string, (DateTimeOffset Newest, bool HasManifest)>(StringComparer.Ordinal);
        await foreach (var entry in store.ListAsync(prefix, ct))
        {
            var slash = entry.Key.IndexOf('/', prefix.Length);
            if (slash < 0)
            {
                continue; // nothing of ours lies here
            }

            var folder = entry.Key[..slash];
            var known = folders.GetValueOrDefault(folder);
            folders[folder] = (known.Newest > entry.ChangedAt ? known.Newest : entry.ChangedAt, known.HasManifest || entry.Key[(slash + 1)..] == StoreLayout.ManifestFile);
        }

        return [.. folders.Where(folder => !folder.Value.HasManifest && folder.Value.Newest < begunBefore).Select(folder => folder.Key)];
    }
}
