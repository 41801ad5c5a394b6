using DrConsole.Platform;

namespace DrConsole.Stores.Folders;

/// <summary>Goes through a store's directories in the order of keys. Links, devices and hidden entries do not exist for it.</summary>
internal sealed class FolderWalk(FolderRoot root, string prefix)
{
    /// <summary>All objects below the prefix.</summary>
    public IEnumerable<StoredObject> Objects() => Entries(Start()).Where(entry => entry.Partial is null).Select(entry => new StoredObject(entry.Key, entry.Status.Bytes, entry.Status.ChangedAt));

    /// <summary>All files below the prefix that were never finished.</summary>
    public IEnumerable<(string Folder, string Entry, DateTimeOffset BegunAt)> Partials() => Entries(Start())
        .Where(entry => entry.Partial is not null)
        .Select(entry => (entry.Key[..(entry.Key.LastIndexOf('/') + 1)], entry.Partial!, PartialName.Read(entry.Partial!)!.Value.BegunAt));

    private string Start() => prefix[..(prefix.LastIndexOf('/') + 1)];

    private IEnumerable<Entry> Entries(string folder)
    {
        using var handle = root.Find(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        if (handle is null)
        {
            yield break;
        }

        var names = Directory.EnumerateFileSystemEntries($"/proc/self/fd/{handle.DangerousGetHandle()}").Select(path => Path.GetFileName(path)!);
        var entries = names.Select(name => Look(handle, folder, name)).OfType<Entry>().Where(IsBelow).OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        foreach (var entry in entries)
        {
            if (!entry.Status.IsFolder)
            {
                yield return entry;
                continue;
            }

            foreach (var below in Entries(entry.Key))
            {
                yield return below;
            }
        }
    }

    private static Entry? Look(Microsoft.Win32.SafeHandles.SafeFileHandle handle, string folder, string name)
    {
        var partial = PartialName.Read(name);
        if ((partial is null && !StoreKey.IsKey(name)) || Libc.Status(handle, name) is not { } status)
        {
            return null;
        }

        return status switch
        {
            { IsFile: true } => new(folder + (partial?.Name ?? name), status, partial is null ? null : name),
            { IsFolder: true } when partial is null => new($"{folder}{name}/", status, null), // with the slash it sorts as its keys do
            _ => null,
        };
    }

    private bool IsBelow(Entry entry) => entry.Key.StartsWith(prefix, StringComparison.Ordinal) || (entry.Status.IsFolder && prefix.StartsWith(entry.Key, StringComparison.Ordinal));

    private sealed record Entry(string Key, FileStatus Status, string? Partial);
}
