using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Backups.Pipeline;

/// <summary>Reads streams of backups back: slices from the store → hash → age → zstd → hash. No database is asked.</summary>
public sealed class BackupReader
{
    /// <summary>
    /// Opens a stream of a backup. Its bytes may be used as they come, but none is good before the end was reached: reading throws there, or earlier,
    /// when an object, its hash, the length or the hash of the plain content is not what the manifest says.
    /// </summary>
    /// <remarks>Reading throws <see cref="StoreException"/> (<see cref="StoreFault.Damaged"/> names the object) or <see cref="RefusedException"/> (no identity fits).</remarks>
    /// <param name="folder">Key of the backup's folder.</param>
    /// <param name="ct">Ends reading at any time.</param>
    public Task<Stream> OpenAsync(IBackupStore store, string folder, ManifestEntry stream, IdentityFile identities, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(identities);
        ct.ThrowIfCancellationRequested();
        var age = AgeEncryption.Decrypt(identities.Path, serves: null);
        return Task.FromResult<Stream>(new PlainStream(age, new SliceFeed(store, folder, stream), stream, ct));
    }
}
