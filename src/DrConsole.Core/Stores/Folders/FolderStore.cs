using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DrConsole.Platform;
using Microsoft.Win32.SafeHandles;

namespace DrConsole.Stores.Folders;

/// <summary>A directory on a disk, an NFS mount or a removable medium that keeps backups.</summary>
internal sealed class FolderStore(FolderAddress address, TimeProvider clock) : IBackupStore
{
    public StoreAddress Address => address;

    public Task<StoredObject?> FindAsync(string key, CancellationToken ct)
    {
        var parts = StoreKey.Require(key).Split('/');
        return FolderWork.RunAsync(address, () => Find(key, parts), ct);
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        using var root = await FolderWork.RunAsync(address, () => FolderRoot.Open(address), ct);
        using var objects = new FolderWalk(root, prefix).Objects().GetEnumerator();
        while (await FolderWork.RunAsync(address, () => objects.MoveNext(), ct))
        {
            yield return objects.Current;
        }
    }

    public Task<Stream> ReadAsync(string key, string? version, CancellationToken ct)
    {
        var parts = StoreKey.Require(key).Split('/');
        return FolderWork.RunAsync<Stream>(address, () => Open(key, parts), ct);
    }

    public async Task<bool> CreateAsync(string key, ReadOnlyMemory<byte> content, WriteOptions options, CancellationToken ct)
    {
        RefuseLock(options);
        StoreKey.Require(key);
        return await FolderWork.RunAsync(address, () => Create(key, content.Span), ct);
    }

    public async Task<IObjectUpload> BeginUploadAsync(string key, WriteOptions options, CancellationToken ct)
    {
        RefuseLock(options);
        StoreKey.Require(key);
        FolderSpace.Ensure(address, 0);
        return new FolderUpload(address, key, await FolderWork.RunAsync(address, () => NewFile.Begin(address, key, clock.GetUtcNow()), ct));
    }

    public Task DeleteAsync(string key, CancellationToken ct)
    {
        var parts = StoreKey.Require(key).Split('/');
        return FolderWork.RunAsync(address, () => Delete(parts), ct);
    }

    public Task SetHoldAsync(string key, bool isHeld, CancellationToken ct) =>
        throw new StoreException(StoreFault.Unsupported, $"{address.Path} is a directory and has no legal holds: hold the backup in the console, which then never deletes it, and keep a copy in a bucket with object lock.");

    public Task<int> SweepUploadsAsync(string prefix, DateTimeOffset begunBefore, CancellationToken ct) => FolderWork.RunAsync(address, () => Sweep(prefix, begunBefore), ct);

    public Task<StoreFacts> ProbeAsync(CancellationToken ct) => new FolderProbe(this, address, clock).RunAsync(ct);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private StoredObject? Find(string key, string[] parts)
    {
        using var root = FolderRoot.Open(address);
        using var folder = root.Find(parts.AsSpan(0, parts.Length - 1));
        return folder is not null && Libc.Status(folder, parts[^1]) is { IsFile: true } status ? new(key, status.Bytes, status.ChangedAt) : null;
    }

    private WholeStream Open(string key, string[] parts)
    {
        using var root = FolderRoot.Open(address);
        using var folder = root.Find(parts.AsSpan(0, parts.Length - 1));
        var file = folder is null ? null : OpenFile(folder, parts[^1]);
        if (file is null || Libc.Status(file, "") is not { IsFile: true } status)
        {
            file?.Dispose();
            throw new StoreException(StoreFault.ObjectMissing, $"{key} is not in {address.Path}, or not any more.");
        }

        return new WholeStream(
            new FileStream(file, FileAccess.Read, bufferSize: 0),
            status.Bytes,
            read => new(StoreFault.Damaged, $"{key} in {address.Path} ended after {read} of {status.Bytes} bytes: it was cut or changed while it was read."));
    }

    // Non-blocking: opening a named pipe that a stranger left would wait for ever.
    private SafeFileHandle? OpenFile(SafeFileHandle folder, string name) => Libc.Open(folder, name, Libc.ReadOnly | Libc.NoFollow | Libc.NonBlocking) switch
    {
        null when Marshal.GetLastPInvokeError() is not (Libc.NoEntry or Libc.Loop) => throw FolderFaults.Last(address),
        var file => file,
    };

    private bool Create(string key, ReadOnlySpan<byte> content)
    {
        using var file = NewFile.Begin(address, key, clock.GetUtcNow());
        try
        {
            RandomAccess.Write(file.Handle, content, 0);
            return file.Finish(key, content.Length) is not null;
        }
        finally
        {
            file.Discard();
        }
    }

    private bool Delete(string[] parts)
    {
        using var root = FolderRoot.Open(address);
        using var folder = root.Find(parts.AsSpan(0, parts.Length - 1));
        if (folder is null)
        {
            return false;
        }

        if (!Libc.Unlink(folder, parts[^1]))
        {
            return Marshal.GetLastPInvokeError() == Libc.NoEntry ? false : throw FolderFaults.Last(address);
        }

        root.Sync(folder);
        root.Prune(parts.AsSpan(0, parts.Length - 1));
        return true;
    }

    private int Sweep(string prefix, DateTimeOffset begunBefore)
    {
        using var root = FolderRoot.Open(address);
        var swept = 0;
        foreach (var (folder, entry, _) in new FolderWalk(root, prefix).Partials().Where(partial => partial.BegunAt < begunBefore).ToList())
        {
            var parts = folder.Split('/', StringSplitOptions.RemoveEmptyEntries);
            using var handle = root.Find(parts);
            if (handle is not null && Libc.Unlink(handle, entry))
            {
                root.Sync(handle);
                root.Prune(parts);
                swept++;
            }
        }

        return swept;
    }

    private void RefuseLock(WriteOptions options)
    {
        if (options.LockedUntil is not null)
        {
            throw new StoreException(StoreFault.Unsupported, $"{address.Path} is a directory and cannot lock what it keeps: take the lock off the policy for this store, or use a bucket with object lock.");
        }
    }
}
