using DrConsole.Platform;

namespace DrConsole.Backups.Sources.Files;

/// <summary>Files and directories by GNU tar: whole, or only what changed since the backup before.</summary>
internal sealed class FilesSource(FilesSettings settings, TimeProvider clock) : IBackupSource
{
    private const int Counted = 200_000;

    /// <inheritdoc/>
    public async Task<SourceCheck> CheckAsync(CancellationToken ct)
    {
        if (settings.Paths.Count == 0)
        {
            throw new RefusedException("path_missing", "No path is named. Name at least one absolute path.");
        }

        foreach (var path in settings.Paths)
        {
            if (!path.StartsWith('/') || Path.GetFullPath(path) != path.TrimEnd('/') && path != "/")
            {
                throw new RefusedException("path_relative", $"{path} is no absolute path without dots in between. Mend it in the source's settings.");
            }

            if (!Path.Exists(path))
            {
                throw new RefusedException("path_missing", $"{path} does not exist on this machine. Mount it, or mend the source's settings.");
            }
        }

        var bytes = ExpectedBytes();
        return new(null, await ToolVersions.AskAsync("tar", ["--version"], ct), bytes, bytes is null ? [$"There are more than {Counted} files; their size was not counted beforehand."] : []);
    }

    /// <inheritdoc/>
    public async Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        var tool = await ToolVersions.AskAsync("tar", ["--version"], ct);
        return new FilesSession(settings, FileState.Choose(settings, context), context, tool, clock.GetUtcNow());
    }

    private long? ExpectedBytes()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var files = settings.Paths.SelectMany(path => Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles("*", options) : [new FileInfo(path)]).Take(Counted + 1);
        var (count, bytes) = (0, 0L);
        foreach (var file in files)
        {
            if (++count > Counted)
            {
                return null;
            }

            bytes += file.Exists ? file.Length : 0;
        }

        return bytes;
    }
}
