using System.Security.Cryptography;
using DrConsole.Backups.Format;
using DrConsole.Stores;

namespace DrConsole.Backups.Pipeline;

/// <summary>Brings the objects of a stream to age's input, one after the other, and checks each against the manifest.</summary>
internal sealed class SliceFeed(IBackupStore store, string folder, ManifestEntry stream)
{
    private const int ChunkSize = 512 * 1024;

    /// <summary>Runs to the end, then closes the sink. When the sink breaks it still reads the object under way to its end, to say whether that is the damaged one.</summary>
    /// <exception cref="StoreException">An object is missing or is not what the manifest says; the message names it.</exception>
    public async Task RunAsync(Stream sink, CancellationToken ct)
    {
        // One object alone is the whole, and is hashed once.
        using var whole = stream.Slices.Count == 1 ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var slice in stream.Slices)
        {
            if (!await CopyAsync(slice, sink, whole, ct))
            {
                throw new IOException("age stopped reading.");
            }
        }

        if ((whole is null ? stream.Slices[0].Sha256 : Convert.ToHexStringLower(whole.GetHashAndReset())) != stream.StoredSha256)
        {
            throw new StoreException(StoreFault.Damaged, $"The objects of {folder}/{stream.Name} are each as the manifest says, and together are not: the manifest contradicts itself.");
        }

        await sink.DisposeAsync();
    }

    /// <summary>False when the sink broke and the object itself is right.</summary>
    private async Task<bool> CopyAsync(ManifestSlice slice, Stream sink, IncrementalHash? whole, CancellationToken ct)
    {
        var key = $"{folder}/{slice.File}";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = await store.ReadAsync(key, version: null, ct);
        var chunk = GC.AllocateUninitializedArray<byte>(ChunkSize);
        var (total, isTaken) = (0L, true);
        while (await content.ReadAsync(chunk, ct) is var read and > 0)
        {
            total += read;
            if (total > slice.Bytes)
            {
                break;
            }

            hash.AppendData(chunk, 0, read);
            whole?.AppendData(chunk, 0, read);
            isTaken = isTaken && await TryWriteAsync(sink, chunk.AsMemory(0, read), ct);
        }

        return total == slice.Bytes && Convert.ToHexStringLower(hash.GetHashAndReset()) == slice.Sha256
            ? isTaken
            : throw new StoreException(StoreFault.Damaged, $"{key} is not what was written: {(total == slice.Bytes ? "its SHA-256" : "its length")} differs from the manifest. Restore from another copy; this one has to be completed anew.");
    }

    private static async Task<bool> TryWriteAsync(Stream sink, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            await sink.WriteAsync(bytes, ct);
            return true;
        }
        catch (IOException)
        {
            return false; // age has ended: its exit code says why
        }
    }
}
