using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DrConsole.Platform;

/// <summary>Calls of the C library that .NET has no name for: relative to an open directory, so that no link on the way leads elsewhere, and without overwriting.</summary>
internal static partial class Libc
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int CreateNew = 0x40 | 0x80;
    public const int CloseOnExec = 0x80000;
    public const int NonBlocking = 0x800;
    public const int RemoveFolder = 0x200;

    public const int NoEntry = 2;
    public const int IoError = 5;
    public const int AccessDenied = 13;
    public const int NotPermitted = 1;
    public const int Exists = 17;
    public const int NoDevice = 19;
    public const int NotAFolder = 20;
    public const int Invalid = 22;
    public const int NoSpace = 28;
    public const int ReadOnlyFileSystem = 30;
    public const int NotEmpty = 39;
    public const int NotImplemented = 38;
    public const int Loop = 40;
    public const int NotSupported = 95;
    public const int QuotaExceeded = 122;

    private const int CurrentFolder = -100;
    private const int NoFollowLinks = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicAndBirth = 0x0FFF;
    private const uint NoReplace = 1;

    // The two flags whose values differ between processors.
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    public static int Folder => IsArm ? 0x4000 : 0x10000;

    public static int NoFollow => IsArm ? 0x8000 : 0x20000;

    /// <summary>Opens below an open folder, or by an absolute path when there is none. Null on failure; the reason is in <see cref="Marshal.GetLastPInvokeError"/>.</summary>
    public static SafeFileHandle? Open(SafeFileHandle? folder, string name, int flags, uint mode = 0)
    {
        var descriptor = folder is null ? OpenAt(CurrentFolder, name, flags | CloseOnExec, mode) : OpenAt(folder, name, flags | CloseOnExec, mode);
        return descriptor < 0 ? null : new(descriptor, ownsHandle: true);
    }

    /// <summary>What an entry is, without following a link.</summary>
    public static FileStatus? Status(SafeFileHandle folder, string name) => StatX(folder, name, NoFollowLinks | (name.Length == 0 ? EmptyPath : 0), BasicAndBirth, out var status) == 0 ? status : null;

    /// <summary>Gives a file a second name that must be free.</summary>
    public static bool Link(SafeFileHandle folder, string from, string to) => LinkAt(folder, from, folder, to, 0) == 0;

    /// <summary>Gives a file a new name that must be free.</summary>
    public static bool Rename(SafeFileHandle folder, string from, string to) => RenameAt2(folder, from, folder, to, NoReplace) == 0;

    public static bool Unlink(SafeFileHandle folder, string name, int flags = 0) => UnlinkAt(folder, name, flags) == 0;

    public static bool MakeFolder(SafeFileHandle folder, string name, uint mode) => MkdirAt(folder, name, mode) == 0;

    public static bool Sync(SafeFileHandle file) => FSync(file) == 0;

    /// <summary>Makes names in a folder survive a power failure. Some network file systems know no fsync of a directory; their servers write names through.</summary>
    public static bool SyncFolder(SafeFileHandle folder) => Sync(folder) || Marshal.GetLastPInvokeError() is Invalid or NotSupported;

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(int folder, string name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(SafeFileHandle folder, string name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(SafeFileHandle folder, string name, int flags, uint mask, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkAt(SafeFileHandle oldFolder, string oldName, SafeFileHandle newFolder, string newName, int flags);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(SafeFileHandle oldFolder, string oldName, SafeFileHandle newFolder, string newName, uint flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnlinkAt(SafeFileHandle folder, string name, int flags);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MkdirAt(SafeFileHandle folder, string name, uint mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);
}
