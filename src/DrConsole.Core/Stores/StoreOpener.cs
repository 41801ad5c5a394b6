using DrConsole.Platform;
using DrConsole.Stores.Folders;

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
        _ => throw new RefusedException("store_address_invalid", $"{address} is no store that this version can open."),
    };
}
