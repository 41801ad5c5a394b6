using DrConsole.Stores;

namespace DrConsole.Backups.Pipeline;

/// <summary>Small objects that are written once and must have exactly one content.</summary>
internal static class SmallObjects
{
    /// <summary>Makes sure that the object is there with this content, whoever wrote it: a repeated step must succeed.</summary>
    /// <exception cref="StoreException">There is another content under this key.</exception>
    public static async Task EnsureAsync(IBackupStore store, string key, ReadOnlyMemory<byte> content, WriteOptions options, CancellationToken ct)
    {
        if (!await store.CreateAsync(key, content, options, ct) && !await IsThereAsync(store, key, content, ct))
        {
            throw new StoreException(StoreFault.Damaged, $"{key} is there already with another content. Nothing was overwritten; find out who wrote it.");
        }
    }

    /// <summary>True when the object is there and has exactly this content.</summary>
    public static async Task<bool> IsThereAsync(IBackupStore store, string key, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        if (await store.FindAsync(key, ct) is not { } found || found.Bytes != content.Length)
        {
            return false;
        }

        var bytes = await ReadAsync(store, key, content.Length, ct);
        return bytes.AsSpan().SequenceEqual(content.Span);
    }

    /// <summary>Reads a small object whole.</summary>
    /// <exception cref="StoreException">It is larger than allowed: what lies in a store is not trusted.</exception>
    public static async Task<byte[]> ReadAsync(IBackupStore store, string key, int mostBytes, CancellationToken ct)
    {
        await using var stream = await store.ReadAsync(key, version: null, ct);
        var bytes = new MemoryStream();
        var chunk = new byte[Math.Min(mostBytes + 1, 64 * 1024)];
        while (await stream.ReadAsync(chunk, ct) is var read and > 0)
        {
            if (bytes.Length + read > mostBytes)
            {
                throw new StoreException(StoreFault.Damaged, $"{key} is larger than {mostBytes} bytes, so it is not what it should be.");
            }

            bytes.Write(chunk, 0, read);
        }

        return bytes.ToArray();
    }
}
