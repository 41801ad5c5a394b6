namespace DrConsole.Backups.Runs;

/// <summary>Files and directories of one policy, and when they last changed.</summary>
internal sealed class WatchedFiles : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<string> _paths;
    private readonly TimeProvider _clock;
    private readonly List<FileSystemWatcher> _watchers = [];
    private (long Files, long Bytes, DateTime Newest) _seen;
    private DateTimeOffset _comparedAt;
    private DateTimeOffset? _changedAt;

    public WatchedFiles(IReadOnlyList<string> paths, TimeProvider clock)
    {
        (_paths, _clock, _comparedAt) = (paths, clock, clock.GetUtcNow());
        foreach (var path in paths.Where(path => Directory.Exists(path) || File.Exists(path)))
        {
            TryWatch(path);
        }

        _seen = Picture();
    }

    /// <summary>When they last changed since it was told to <see cref="Forget"/>; null when they did not.</summary>
    public DateTimeOffset? ChangedAt
    {
        get
        {
            lock (_gate)
            {
                return _changedAt;
            }
        }
    }

    public bool IsOf(IReadOnlyList<string> paths) => _paths.SequenceEqual(paths, StringComparer.Ordinal);

    /// <summary>Compares with what was there before, if that is so long ago.</summary>
    public void Compare(TimeSpan every)
    {
        if (_clock.GetUtcNow() - _comparedAt >= every)
        {
            var now = Picture();
            if (now != _seen)
            {
                Change();
            }

            (_seen, _comparedAt) = (now, _clock.GetUtcNow());
        }
    }

    /// <summary>A run was started for the change at that instant; a later one stays.</summary>
    public void Forget(DateTimeOffset changedAt)
    {
        lock (_gate)
        {
            _changedAt = _changedAt == changedAt ? null : _changedAt;
        }
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers)
        {
            watcher.Dispose();
        }
    }

    private void TryWatch(string path)
    {
        try
        {
            var isFolder = Directory.Exists(path);
            var watcher = new FileSystemWatcher(isFolder ? path : Path.GetDirectoryName(path)!, isFolder ? "*" : Path.GetFileName(path)) { IncludeSubdirectories = isFolder };
            watcher.Changed += (_, _) => Change();
            watcher.Created += (_, _) => Change();
            watcher.Deleted += (_, _) => Change();
            watcher.Renamed += (_, _) => Change();
            watcher.Error += (_, _) => Change(); // it lost some: nobody knows which
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
        catch (IOException)
        {
            // The kernel has no watch to give (fs.inotify.max_user_watches): comparing has to do.
        }
    }

    private void Change()
    {
        lock (_gate)
        {
            _changedAt = _clock.GetUtcNow();
        }
    }

    private (long Files, long Bytes, DateTime Newest) Picture()
    {
        var (count, bytes, newest) = (0L, 0L, DateTime.MinValue);
        foreach (var file in _paths.SelectMany(Files))
        {
            (count, bytes, newest) = (count + 1, bytes + file.Length, file.LastWriteTimeUtc > newest ? file.LastWriteTimeUtc : newest);
        }

        return (count, bytes, newest);
    }

    private static IEnumerable<FileInfo> Files(string path) => Directory.Exists(path)
        ? new DirectoryInfo(path).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None }).Where(file => file.Exists)
        : File.Exists(path) ? [new FileInfo(path)] : [];
}
