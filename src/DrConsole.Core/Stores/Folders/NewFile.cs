using System.Runtime.InteropServices;
using DrConsole.Platform;
using Microsoft.Win32.SafeHandles;

namespace DrConsole.Stores.Folders;

/// <summary>
/// A file that is being written beside its place under a name that no reader looks at, and gets its real name when it is whole and durable.
/// Of several that want one name exactly one gets it.
/// </summary>
internal sealed class NewFile : IDisposable
{
    private const uint OwnerOnly = 0x180; // 0600
    private readonly FolderAddress _address;
    private readonly FolderRoot _root;
    private readonly string[] _folderParts;
    private readonly string _name;
    private readonly string _partial;
    private SafeFileHandle _folder;
    private bool _isOver;

    private NewFile(FolderAddress address, FolderRoot root, string key, DateTimeOffset at)
    {
        (_address, _root) = (address, root);
        var parts = key.Split('/');
        (_folderParts, _name, _partial) = (parts[..^1], parts[^1], PartialName.Of(parts[^1], at));
        _folder = root.Make(_folderParts);
        try
        {
            Handle = Create();
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
    }

    public SafeFileHandle Handle { get; private set; }

    public static NewFile Begin(FolderAddress address, string key, DateTimeOffset at)
    {
        var root = FolderRoot.Open(address);
        try
        {
            return new(address, root, key, at);
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }

    /// <summary>Makes it durable and visible under its name. Null when that name is taken; what has it stays.</summary>
    public StoredObject? Finish(string key, long bytes)
    {
        if (!Libc.Sync(Handle))
        {
            throw FolderFaults.Last(_address);
        }

        if (Libc.Status(Handle, "") is not { } written || written.Bytes != bytes)
        {
            throw new StoreException(StoreFault.Damaged, $"{_address.Path} kept another length of {key} than was written ({bytes} bytes): see the kernel's log for faults of the disk.");
        }

        var isOurs = TakeName(written.Inode);
        Discard();
        return isOurs ? new(key, bytes, written.ChangedAt) : null;
    }

    /// <summary>Throws it away. Harmless when it was finished or thrown away before.</summary>
    public void Discard()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        if (!Libc.Unlink(_folder, _partial) && Marshal.GetLastPInvokeError() != Libc.NoEntry)
        {
            throw FolderFaults.Last(_address);
        }

        _root.Sync(_folder);
        _root.Prune(_folderParts);
    }

    public void Dispose()
    {
        Handle.Dispose();
        _folder.Dispose();
        _root.Dispose();
    }

    // Somebody who deletes the last object of a folder removes the folder too, perhaps just before the file is made in it.
    private SafeFileHandle Create()
    {
        for (var attempt = 1; ; attempt++)
        {
            if (Libc.Open(_folder, _partial, Libc.ReadWrite | Libc.CreateNew | Libc.NoFollow, OwnerOnly) is { } file)
            {
                return file;
            }

            if (Marshal.GetLastPInvokeError() != Libc.NoEntry || attempt == 10)
            {
                throw FolderFaults.Last(_address);
            }

            _folder.Dispose();
            _folder = _root.Make(_folderParts);
        }
    }

    private bool TakeName(ulong inode)
    {
        var isNamed = Libc.Link(_folder, _partial, _name);
        if (!isNamed && Marshal.GetLastPInvokeError() is Libc.NotPermitted or Libc.NotSupported or Libc.NotImplemented)
        {
            isNamed = Libc.Rename(_folder, _partial, _name); // file systems without hard links: FAT, exFAT
        }

        var error = Marshal.GetLastPInvokeError();

        // An answer that NFS lost makes it ask again, and then the name is taken, by ourselves.
        if (isNamed || (error == Libc.Exists && Libc.Status(_folder, _name) is { } present && present.Inode == inode))
        {
            _root.Sync(_folder);
            return true;
        }

        return error switch
        {
            Libc.Exists => false,
            Libc.NoEntry => throw new StoreException(StoreFault.ObjectMissing, $"The unfinished file in {_address.Path} was removed while it was written, as old remains are."),
            Libc.Invalid => throw new StoreException(StoreFault.Unsupported, $"The file system below {_address.Path} can neither link nor rename without overwriting: use another (ext4, XFS, NFS 3 or 4, exFAT)."),
            _ => throw FolderFaults.Last(_address),
        };
    }
}
