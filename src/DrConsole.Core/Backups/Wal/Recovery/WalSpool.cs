using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Sources;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>A folder of plain log that PostgreSQL reads during recovery: fetched, decrypted and compared with its signed records before the server starts.</summary>
internal sealed class WalSpool(string folder)
{
    private const int AtOnce = 4;

    public string Folder => folder;

    /// <summary>Fetches the log. Returns its plain bytes.</summary>
    /// <exception cref="Stores.StoreException">An object is not what its record says; the message names it.</exception>
    public async Task<long> FillAsync(ClusterRestoreRequest request, IdentityFile identities, IReadOnlyList<WalRecord> log, CancellationToken ct)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
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
