namespace DrConsole.Stores;

/// <summary>
/// The 3-2-1 rule by facts: three copies (the original counts) on two kinds of media, one of them elsewhere, and one that cannot be deleted
/// from here because it is locked or offline. After CISA's "Data Backup Options" (3-2-1) with the "1 immutable or offline" of today's practice.
/// </summary>
/// <param name="Missing">Sentences; empty when the rule holds.</param>
public sealed record CopySpread(int Copies, int Media, int Sites, bool HasLockedOrOffline, IReadOnlyList<string> Missing)
{
    public bool Holds => Missing.Count == 0;

    /// <summary>The rule for backups that are kept in these stores.</summary>
    /// <param name="isLocked">True when what is written gets an object lock, where a store has it.</param>
    public static CopySpread Of(IReadOnlyCollection<StoreRow> stores, bool isLocked)
    {
        ArgumentNullException.ThrowIfNull(stores);
        var inUse = stores.Where(store => store.RetiredAt is null).ToList();
        var media = inUse.Select(Medium).Distinct(StringComparer.Ordinal).Count();
        var sites = inUse.Select(store => store.Site).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Count();
        var safe = inUse.Any(store => store.IsRemovable || (isLocked && store.Facts?.HasObjectLock == true));
        return new(inUse.Count, media, sites, safe, [.. MissingOf(inUse, media, sites, safe)]);
    }

    private static IEnumerable<string> MissingOf(List<StoreRow> stores, int media, int sites, bool safe)
    {
        if (stores.Count < 2)
        {
            yield return "There are fewer than two copies beside the original: add a second store.";
        }

        if (media < 2)
        {
            yield return "All copies are on one kind of medium: add a bucket, a directory on another machine, or a removable disk.";
        }

        if (sites < 2)
        {
            yield return stores.Any(store => store.Site is null)
                ? "It is not known that two copies are at different sites: say where each store stands."
                : "All copies are at one site: one fire takes them all.";
        }

        if (!safe)
        {
            yield return "No copy is locked or offline: whoever gets the console's credentials can delete all copies. Use a bucket with object lock, or a removable disk.";
        }
    }

    // What dies together is one medium: a server with all its buckets, a disk, a mount.
    private static string Medium(StoreRow store) => StoreAddresses.Parse(store.Url) switch
    {
        S3Address s3 => $"s3 {s3.Endpoint?.Authority ?? $"aws {s3.Region}"}",
        FolderAddress { Label: { } label } => $"medium {label}",
        FolderAddress folder => $"mount {Mounts.Of(folder.Path)}",
        _ => store.Url,
    };
}
