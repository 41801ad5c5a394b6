using DrConsole.Platform;
using DrConsole.Stores.Folders;

namespace DrConsole.Stores;

/// <summary>Labels removable media, so that the wrong disk, or an empty mount point, is never taken for the right one.</summary>
public sealed class RemovableMedium(TimeProvider clock)
{
    // What file systems and desktops put on an empty disk by themselves.
    private static readonly string[] Harmless = ["lost+found", "System Volume Information", ".Trash-1000", ".fseventsd", ".Spotlight-V100"];

    /// <summary>The label of what is mounted there; null when it has none.</summary>
    /// <exception cref="StoreException">The directory is not there.</exception>
    public static Task<string?> ReadLabelAsync(string path, CancellationToken ct) => FolderWork.RunAsync(new FolderAddress(path), () => Label(path), ct);

    /// <summary>Labels an empty medium. The same label again is no error.</summary>
    /// <returns>True when it was labelled now, false when it had that label.</returns>
    /// <exception cref="RefusedException">It is not empty, or has another label.</exception>
    public Task<bool> LabelAsync(string path, string label, CancellationToken ct)
    {
        MediumLabel.Require(label);
        return FolderWork.RunAsync(new FolderAddress(path), () => WriteLabel(new(path), label), ct);
    }

    private bool WriteLabel(FolderAddress address, string label)
    {
        switch (Label(address.Path))
        {
            case { } same when same == label:
                return false;
            case { } other:
                throw new RefusedException("medium_labelled", $"The medium at {address.Path} is labelled '{other}' already: use that label, or erase the medium first.");
        }

        if (Directory.EnumerateFileSystemEntries(address.Path).Select(Path.GetFileName).Except(Harmless, StringComparer.Ordinal).FirstOrDefault() is { } found)
        {
            throw new RefusedException("medium_not_empty", $"The medium at {address.Path} is not empty ('{SafeText.Clean(found)}' is on it): label an empty one.");
        }

        using var file = NewFile.Begin(address, MediumFile.Name, clock.GetUtcNow());
        try
        {
            var content = MediumFile.Write(label, clock.GetUtcNow());
            RandomAccess.Write(file.Handle, content, 0);
            return file.Finish(MediumFile.Name, content.Length) is not null;
        }
        finally
        {
            file.Discard();
        }
    }

    private static string? Label(string path)
    {
        using var root = FolderRoot.Open(new(path));
        return MediumFile.Read(root.Handle);
    }
}
