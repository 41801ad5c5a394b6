using DrConsole.Backups.Format;
using DrConsole.Backups.Sources.Files;
using DrConsole.Backups.Sources.Redis;
using DrConsole.Platform;

namespace DrConsole.Backups.Restoring.Files;

/// <summary>Compares what was restored into a directory with what the source recorded.</summary>
internal static class FolderComparison
{
    /// <summary>Reads the restored files by the same program, and sums them up as their source was.</summary>
    public static async Task<RestoreComparison> OfFilesAsync(string folder, Manifest manifest, CancellationToken ct)
    {
        if (manifest.Facts.FileListSha256 is not { } expected)
        {
            return new(0, [], "This backup holds only what had changed: the whole was not summed up.");
        }

        await using var child = ChildProcess.Start(FileArchive.Command(folder, manifest.Facts.Roots, [], null));
        var sum = new TarSum();
        await sum.AddAsync(child.Output, ct);
        var exit = await child.WaitAsync(ct);
        if (!exit.IsClean)
        {
            return new(0, [$"The restored files could not be read: {exit.Said}"], null);
        }

        var compared = (int)Math.Min(sum.Members, int.MaxValue);
        return sum.Text == expected
            ? new(compared, [], null)
            : new(compared, [$"There are {sum.Members} files, directories and links with sum {sum.Text}, and there were {manifest.Facts.Items} with sum {expected}."], null);
    }

    /// <summary>Has Redis's own program read the restored file, and compares the number of keys.</summary>
    public static async Task<RestoreComparison> OfRedisAsync(IReadOnlyList<string> files, Manifest manifest, CancellationToken ct)
    {
        var keys = 0L;
        foreach (var file in files)
        {
            keys += await RdbCheck.KeysAsync(file, ct);
        }

        return manifest.Facts.Items switch
        {
            null => new(0, [], "Keys came and went while the server was backed up, so their number was not recorded; the file was read to its end by redis-check-rdb."),
            var expected when expected == keys => new((int)Math.Min(keys, int.MaxValue), [], null),
            var expected => new((int)Math.Min(keys, int.MaxValue), [$"The file has {keys} keys, and the server had {expected}."], null),
        };
    }
}
