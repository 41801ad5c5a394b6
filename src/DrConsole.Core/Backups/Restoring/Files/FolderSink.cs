using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Restoring.Files;

/// <summary>Restores into an empty directory: archives of files are unpacked, other streams become files of their own name. A file marks the directory until all is compared.</summary>
internal sealed class FolderSink(string folder, Func<ChildCommand, ChildCommand> contain) : IRestoreSink
{
    /// <summary>Lies in a directory whose restore has not ended well.</summary>
    public const string Marker = "RESTORE-UNFINISHED-DO-NOT-USE.txt";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly List<string> _files = [];

    /// <inheritdoc/>
    public Task<TargetCheck> CheckAsync(Manifest manifest, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (File.Exists(folder))
        {
            throw new RefusedException("target_no_folder", $"{folder} is a file. Name a directory that is empty or does not exist.");
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).FirstOrDefault() is { } first)
        {
            throw new RefusedException("target_not_empty", File.Exists(Path.Combine(folder, Marker))
                ? $"{folder} holds a restore that was cut short. Remove it, or restore to another directory."
                : $"{folder} is not empty (it has {Path.GetFileName(first)}). Nothing was changed. Restore to another directory.");
        }

        var there = Existing(folder);
        var free = new DriveInfo(there).AvailableFreeSpace;
        return free > manifest.PlainBytes
            ? Task.FromResult(new TargetCheck($"directory {folder} on {Environment.MachineName}", [$"{Sizes.Say(free)} are free, {Sizes.Say(manifest.PlainBytes)} are needed."]))
            : throw new RefusedException("target_full", $"{there} has {Sizes.Say(free)} free, and the backup needs {Sizes.Say(manifest.PlainBytes)}. Make room, or restore to another disk.");
    }

    /// <inheritdoc/>
    public bool Wants(ManifestEntry stream) => true;

    /// <inheritdoc/>
    public async Task RestoreAsync(ManifestEntry stream, Stream plain, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Directory.CreateDirectory(folder, OwnerOnly);
        await File.WriteAllTextAsync(Path.Combine(folder, Marker), "A restore into this directory is under way, or it failed or was cut short. What is here is not whole.\n", ct);
        if (stream.Format == StreamFormat.Tar)
        {
            await Unpacking.UnpackAsync(folder, contain, plain, ct);
            return;
        }

        if (stream.Name != Path.GetFileName(stream.Name) || stream.Name is "." or "..")
        {
            throw new RefusedException("stream_name_unsafe", $"The manifest names a stream {stream.Name}, which is no file name. Nothing was written.");
        }

        var path = Path.Combine(folder, stream.Name);
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        await plain.CopyToAsync(file, ct);
        file.Flush(flushToDisk: true);
        _files.Add(path);
    }

    /// <inheritdoc/>
    public async Task<RestoreComparison> CompareAsync(Manifest manifest, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        File.Delete(Path.Combine(folder, Marker)); // before the comparison: it is no part of the content
        var comparison = manifest.SourceKind switch
        {
            "files" => await FolderComparison.OfFilesAsync(folder, manifest, ct),
            "redis" => await FolderComparison.OfRedisAsync(_files, manifest, ct),
            _ => new(0, [], "Each stream is a file now, byte for byte what was backed up; nothing more was recorded that could be compared."),
        };
        if (comparison.Differences.Count > 0)
        {
            await File.WriteAllLinesAsync(Path.Combine(folder, Marker), ["What is here is not what was backed up:", .. comparison.Differences], ct);
        }

        return comparison;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Existing(string path) => Directory.Exists(path) ? path : Existing(Path.GetDirectoryName(path) ?? "/");
}
