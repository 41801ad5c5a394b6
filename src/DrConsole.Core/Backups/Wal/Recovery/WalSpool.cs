using System.Text;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Sources;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>A folder of plain log that PostgreSQL reads during recovery: fetched, decrypted and compared with its signed records before the server starts.</summary>
/// <remarks>
/// As long as its process lives, a file in it is locked. So the next recovery into the same directory knows whether another one is at work or was killed, and takes away
/// what a killed one left.
/// </remarks>
internal sealed class WalSpool(string folder) : IAsyncDisposable
{
    private const int AtOnce = 4;
    private const string LockName = ".drconsole-recovery";
    private FileStream? _lock;

    public string Folder => folder;

    /// <summary>True when somebody works in it, or when it is none of ours; false when it is missing, or was left by a process that was killed.</summary>
    public static bool IsTaken(string folder)
    {
        if (File.Exists(folder))
        {
            return true;
        }

        try
        {
            using var held = Directory.Exists(folder) ? Open(folder, FileMode.Open) : null;
            return false;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Takes it, and takes away what a recovery left in it that was killed.</summary>
    /// <exception cref="RefusedException">Another recovery works in it.</exception>
    public void Claim()
    {
        if (IsTaken(folder))
        {
            throw Taken(folder);
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            _lock = Open(folder, FileMode.OpenOrCreate);
        }
        catch (IOException failure)
        {
            throw Taken(folder, failure.Message); // a full disk is another matter than another recovery: the system's word tells which
        }

        using (var reader = new StreamReader(_lock, leaveOpen: true))
        {
            foreach (var left in reader.ReadToEnd().Split('\n').Where(left => left.StartsWith(ClusterOwner.RunFolders, StringComparison.Ordinal) && Path.GetFullPath(left) == left && Directory.Exists(left)))
            {
                Directory.Delete(left, recursive: true);
            }
        }

        _lock.SetLength(0);
        foreach (var file in Directory.GetFiles(folder).Where(file => Path.GetFileName(file) != LockName))
        {
            File.Delete(file);
        }
    }

    /// <summary>Remembers a folder that goes too when this process is killed.</summary>
    public async Task NoteAsync(string path, CancellationToken ct)
    {
        await _lock!.WriteAsync(Encoding.UTF8.GetBytes(path + "\n"), ct);
        await _lock.FlushAsync(ct);
    }

    /// <summary>Takes it away.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_lock is null)
        {
            return;
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        await _lock.DisposeAsync();
    }

    public static RefusedException Taken(string folder, string? reason = null) =>
        new("target_in_use", $"{folder} exists, and another recovery into {folder[..^".wal".Length]} is running, or something else made it. When no recovery is running, delete it and try again. {reason}".TrimEnd());

    private static FileStream Open(string folder, FileMode mode) => new(Path.Combine(folder, LockName), new FileStreamOptions
    {
        Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = mode == FileMode.Open ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });

    /// <summary>Fetches the log. Returns its plain bytes.</summary>
    /// <exception cref="Stores.StoreException">An object is not what its record says; the message names it.</exception>
    public async Task<long> FillAsync(ClusterRestoreRequest request, IdentityFile identities, IReadOnlyList<WalRecord> log, CancellationToken ct)
    {
        var reader = new BackupReader();
        await Parallel.ForEachAsync(log, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (record, token) =>
        {
            await using var plain = await reader.OpenAsync(request.Store, record.Folder().TrimEnd('/'), Entry(record), identities, token);
            await using var seen = new ObservedStream(plain, bytes => request.OnFetched?.Invoke(bytes.Length));
            await using var file = new FileStream(Path.Combine(folder, record.Name), new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            await seen.CopyToAsync(file, token);
        });
        return log.Sum(record => record.PlainBytes);
    }

    // An object of log is a stream of one slice.
    private static ManifestEntry Entry(WalRecord record) => new()
    {
        Name = record.Name, Format = StreamFormat.Raw, PlainBytes = record.PlainBytes, PlainSha256 = record.PlainSha256, StoredBytes = record.StoredBytes,
        StoredSha256 = record.StoredSha256, Codec = record.Codec, Tool = "pg_receivewal", Slices = [new(record.File, record.StoredBytes, record.StoredSha256)],
    };
}
