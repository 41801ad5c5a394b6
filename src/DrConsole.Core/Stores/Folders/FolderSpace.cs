namespace DrConsole.Stores.Folders;

/// <summary>Space on the disk of a store.</summary>
internal static class FolderSpace
{
    // A backup must not take the last block: deletion receipts and tombstones, with which space is made again, need some too.
    private const long Reserve = 1024 * 1024;

    /// <summary>Bytes that this user can still write.</summary>
    public static long Free(FolderAddress address)
    {
        try
        {
            return new DriveInfo(address.Path).AvailableFreeSpace;
        }
        catch (IOException failure)
        {
            throw FolderFaults.Of(address, failure);
        }
    }

    /// <summary>Makes sure that there is room.</summary>
    /// <exception cref="StoreException">There is no room for so many bytes.</exception>
    public static void Ensure(FolderAddress address, long bytes)
    {
        if (Free(address) < bytes + Reserve)
        {
            throw FolderFaults.Full(address);
        }
    }
}
