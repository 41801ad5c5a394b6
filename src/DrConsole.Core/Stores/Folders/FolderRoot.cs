using System.Runtime.InteropServices;
using DrConsole.Platform;
using Microsoft.Win32.SafeHandles;

namespace DrConsole.Stores.Folders;

/// <summary>
/// An open root directory. Everything below is reached from handle to handle and never through a link, so that no key and no content of a
/// stranger's disk leads outside. Opened anew for each request: a disk that was pulled or changed in between is noticed.
/// </summary>
internal sealed class FolderRoot : IDisposable
{
    // Backups are encrypted, yet names and sizes tell something too.
    private const uint OwnerOnlyFolder = 0x1C0; // 0700
    private readonly FolderAddress _address;
    private readonly SafeFileHandle _root;

    private FolderRoot(FolderAddress address, SafeFileHandle root) => (_address, _root) = (address, root);

    public SafeFileHandle Handle => _root;

    /// <summary>Opens the root and makes sure that it is the right medium.</summary>
    /// <exception cref="StoreException">It is not there, is not the medium that it should be, or may not be entered.</exception>
    public static FolderRoot Open(FolderAddress address)
    {
        var root = Libc.Open(null, address.Path, Libc.ReadOnly | Libc.Folder) ?? throw (Marshal.GetLastPInvokeError() == Libc.NoEntry && address.Label is { } label
            ? FolderFaults.Missing(address, $"attach and mount the medium labelled '{label}'.")
            : FolderFaults.Last(address));
        try
        {
            MediumFile.Check(address, root);
            return new(address, root);
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }

    /// <summary>A folder below the root; null when it, or one on the way, is not there or is no folder.</summary>
    public SafeFileHandle? Find(ReadOnlySpan<string> parts)
    {
        var folder = Self();
        foreach (var part in parts)
        {
            var next = Enter(folder, part);
            var error = Marshal.GetLastPInvokeError();
            folder.Dispose();
            if (next is null)
            {
                return error is Libc.NoEntry or Libc.NotAFolder or Libc.Loop ? null : throw Fault(error);
            }

            folder = next;
        }

        return folder;
    }

    /// <summary>A folder below the root; those that are missing are made, durably.</summary>
    public SafeFileHandle Make(ReadOnlySpan<string> parts)
    {
        var folder = Self();
        foreach (var part in parts)
        {
            using var parent = folder;
            folder = Enter(parent, part) ?? MakeBelow(parent, part);
        }

        return folder;
    }

    /// <summary>Removes the folder and those above it as far as they are empty.</summary>
    public void Prune(ReadOnlySpan<string> parts)
    {
        for (var depth = parts.Length; depth > 0; depth--)
        {
            using var parent = Find(parts[..(depth - 1)]);
            if (parent is null || !Libc.Unlink(parent, parts[depth - 1], Libc.RemoveFolder))
            {
                return; // somebody else's files are in it, or it is gone
            }
        }
    }

    /// <summary>Makes names in a folder survive a power failure.</summary>
    public void Sync(SafeFileHandle folder)
    {
        if (!Libc.SyncFolder(folder))
        {
            throw FolderFaults.Last(_address);
        }
    }

    public void Dispose() => _root.Dispose();

    private SafeFileHandle Self() => Enter(_root, ".") ?? throw FolderFaults.Last(_address);

    private static SafeFileHandle? Enter(SafeFileHandle folder, string name) => Libc.Open(folder, name, Libc.ReadOnly | Libc.Folder | Libc.NoFollow);

    private SafeFileHandle MakeBelow(SafeFileHandle parent, string name)
    {
        if (!Libc.MakeFolder(parent, name, OwnerOnlyFolder) && Marshal.GetLastPInvokeError() != Libc.Exists)
        {
            throw FolderFaults.Last(_address);
        }

        Sync(parent);
        return Enter(parent, name) ?? throw FolderFaults.Last(_address);
    }

    private StoreException Fault(int error)
    {
        Marshal.SetLastPInvokeError(error); // disposing a handle in between may have set another
        return FolderFaults.Last(_address);
    }
}
