using System.Formats.Tar;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>Unpacks the tar of a base backup: plain files and directories below the target, and nothing else.</summary>
internal static class BaseExtraction
{
    private const UnixFileMode FileMode0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode0700 = FileMode0600 | UnixFileMode.UserExecute;

    /// <summary>Unpacks to the stream's end, which throws when the stream is not what its manifest says. Returns the number of files.</summary>
    /// <exception cref="RefusedException">An entry is a link or a device, or would lie outside.</exception>
    public static async Task<int> RunAsync(Stream plain, string folder, CancellationToken ct)
    {
        var files = 0;
        await using var tar = new TarReader(plain, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
        {
            var path = Place(folder, entry.Name);
            if (entry.EntryType == TarEntryType.Directory)
            {
                Directory.CreateDirectory(path, FolderMode0700);
                continue;
            }

            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            {
                throw Refuse(entry.Name, $"is a {entry.EntryType}, and a base backup of this console holds files and directories only");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!, FolderMode0700);
            await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = FileMode0600, BufferSize = 0 });
            if (entry.DataStream is { } content)
            {
                await content.CopyToAsync(file, 1024 * 1024, ct);
            }

            files++;
        }

        await plain.CopyToAsync(Stream.Null, ct);
        return files;
    }

    private static string Place(string folder, string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToList();
        return name.StartsWith('/') || parts.Contains("..", StringComparer.Ordinal) || name.Contains('\0', StringComparison.Ordinal)
            ? throw Refuse(name, "would lie outside of the data directory")
            : Path.Combine([folder, .. parts]);
    }

    private static RefusedException Refuse(string name, string why) => new("archive_unsafe", $"The base backup is refused: {SafeText.Clean(name)} {why}.");
}
