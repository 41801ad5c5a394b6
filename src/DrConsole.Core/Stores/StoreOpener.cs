using DrConsole.Platform;
using DrConsole.Stores.Folders;
using DrConsole.Stores.S3;

namespace DrConsole.Stores;

/// <summary>Opens stores by address. Opening touches nothing: the first request does.</summary>
public sealed class StoreOpener(TimeProvider clock)
{
    /// <summary>Opens a store.</summary>
    /// <param name="credentials">Needed for S3; a directory has none.</param>
    /// <exception cref="RefusedException">The address cannot be used, or credentials are missing.</exception>
    public IBackupStore Open(StoreAddress address, StoreCredentials? credentials = null) => address switch
    {
        FolderAddress folder => new FolderStore(folder, clock),
        S3Address bucket => new S3Store(bucket, credentials ?? throw new RefusedException("store_credentials_missing", $"{address} needs an access key and its secret."), clock),
        _ => throw new ArgumentOutOfRangeException(nameof(address)),
    };
}
