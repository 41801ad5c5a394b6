using System.Runtime.InteropServices;
using DrConsole.Platform;

namespace DrConsole.Stores.Folders;

/// <summary>Says what the operating system's error numbers mean for a store, and what cures them.</summary>
internal static class FolderFaults
{
    /// <summary>The fault of the call of the C library that failed last on this thread.</summary>
    public static StoreException Last(FolderAddress address) => Of(address, Marshal.GetLastPInvokeError());

    /// <summary>The fault behind an exception of .NET's file calls, which carry the error number as their result, but for those with a type of their own.</summary>
    public static StoreException Of(FolderAddress address, Exception failure) => Of(
        address,
        failure switch
        {
            UnauthorizedAccessException => Libc.AccessDenied,
            DirectoryNotFoundException or FileNotFoundException or DriveNotFoundException => Libc.NoEntry,
            _ => failure.HResult,
        },
        failure);

    public static StoreException Full(FolderAddress address) => new(
        StoreFault.Full, $"No space is left in {address.Path}: remove what is not needed there, let retention delete backups, or use a larger disk.");

    public static StoreException Missing(FolderAddress address, string cure) => new(StoreFault.Missing, $"The directory {address.Path} is not there: {cure}");

    private static StoreException Of(FolderAddress address, int error, Exception? inner = null) => error switch
    {
        Libc.NoSpace or Libc.QuotaExceeded => Full(address),
        Libc.NoEntry => Missing(address, "create it, or mount what belongs there."),
        Libc.AccessDenied or Libc.NotPermitted => new(StoreFault.Denied, $"This user may not do that in {address.Path}: give '{Environment.UserName}' the right to read, write and enter it.", inner),
        Libc.ReadOnlyFileSystem => new(StoreFault.Denied, $"{address.Path} is mounted read-only: mount it writable. A disk that turned read-only by itself has faults: see the kernel's log.", inner),
        Libc.NotAFolder or Libc.Loop => new(StoreFault.Denied, $"A file or symbolic link stands in {address.Path} where a folder of backups belongs, and it is not followed: remove it.", inner),
        Libc.IoError or Libc.NoDevice => new(StoreFault.Unreachable, $"The disk below {address.Path} reported an error ({Said(error)}): see that it is attached and sound.", inner),
        _ => new(StoreFault.Unreachable, $"{address.Path} did not do what was asked: {Said(error)}.", inner),
    };

    private static string Said(int error) => Marshal.GetPInvokeErrorMessage(error);
}
