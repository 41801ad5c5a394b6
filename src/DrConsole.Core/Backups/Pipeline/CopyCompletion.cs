using System.Security.Cryptography;
using System.Text;
using DrConsole.Backups.Format;
using DrConsole.Stores;

namespace DrConsole.Backups.Pipeline;

/// <summary>
/// Gives a store the copy that it lacks, from a sibling that has it: every object is hashed against the manifest on its way, objects that are right already
/// stay, and the manifest is written last. Whoever calls it has made sure that the manifest is trusted.
/// </summary>
public sealed class CopyCompletion
{
    private const int Buffers = 4;

    /// <summary>Completes the copy; doing it again changes nothing.</summary>
    /// <param name="backup">The sibling's entry in its catalogue.</param>
    /// <param name="from">The store that has it.</param>
    /// <param name="to">The store that lacks it, or has it damaged.</param>
    /// <exception cref="StoreException">The sibling's copy is damaged too (the message names the object), or a store failed. No manifest was written.</exception>
    public async Task<CompletedCopy> RunAsync(CataloguedBackup backup, IBackupStore from, IBackupStore to, WriteOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(backup);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var manifest = backup.Manifest ?? throw new StoreException(StoreFault.Damaged, $"{backup.Folder} has no manifest that can be used, so nothing can be completed from it.");
        var (copied, kept) = (0L, 0);
        using var pool = new PartPool(Buffers);
        foreach (var slice in manifest.Streams.SelectMany(stream => stream.Slices))
        {
            if (await IsRightAsync(to, $"{backup.Folder}/{slice.File}", slice, ct))
            {
                kept++;
                continue;
            }

            await CopyAsync(from, to, $"{backup.Folder}/{slice.File}", slice, pool, options, ct);
            copied += slice.Bytes;
        }

        await CopyTextsAsync(backup, from, to, options, ct);
        return new(copied, kept);
    }

    private static async Task CopyTextsAsync(CataloguedBackup backup, IBackupStore from, IBackupStore to, WriteOptions options, CancellationToken ct)
    {
        var manifest = $"{backup.Folder}/{StoreLayout.ManifestFile}";
        var bytes = Encoding.UTF8.GetBytes(backup.ManifestText!);
        if (backup.KeyFingerprint is { } signer)
        {
            var key = $"{StoreLayout.Keys}{signer}.pem";
            await ReplaceAsync(to, key, await SmallObjects.ReadAsync(from, key, ManifestReading.MostSignatureBytes, ct), WriteOptions.Plain, ct);
        }

        foreach (var file in new[] { StoreLayout.ReadmeFile, StoreLayout.ScriptFile, StoreLayout.ChecksumsFile, StoreLayout.SignatureFile })
        {
            await ReplaceAsync(to, $"{backup.Folder}/{file}", await SmallObjects.ReadAsync(from, $"{backup.Folder}/{file}", ManifestReading.MostBytes, ct), options, ct);
        }

        await ReplaceAsync(to, manifest, bytes, options, ct);
    }

    // A damaged object is no backup: it is taken away so that the right one can be written, once.
    private static async Task ReplaceAsync(IBackupStore store, string key, byte[] content, WriteOptions options, CancellationToken ct)
    {
        if (await store.FindAsync(key, ct) is not null && !await SmallObjects.IsThereAsync(store, key, content, ct))
        {
            await store.DeleteAsync(key, ct);
        }

        await SmallObjects.EnsureAsync(store, key, content, options, ct);
    }

    private static async Task<bool> IsRightAsync(IBackupStore store, string key, ManifestSlice slice, CancellationToken ct)
    {
        if (await store.FindAsync(key, ct) is not { } found)
        {
            return false;
        }

        if (found.Bytes == slice.Bytes && await HashAsync(store, key, ct) == slice.Sha256)
        {
            return true;
        }

        await store.DeleteAsync(key, ct);
        return false;
    }

    private static async Task<string?> HashAsync(IBackupStore store, string key, CancellationToken ct)
    {
        try
        {
            await using var content = await store.ReadAsync(key, version: null, ct);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
        }
        catch (StoreException failure) when (failure.Fault is StoreFault.Damaged or StoreFault.ObjectMissing)
        {
            return null; // it is not the slice: it is removed and copied again
        }
    }

    private static async Task CopyAsync(IBackupStore from, IBackupStore to, string key, ManifestSlice slice, PartPool pool, WriteOptions options, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = await from.ReadAsync(key, version: null, ct);
        await using var upload = await to.BeginUploadAsync(key, options, ct); // disposing aborts whatever was not completed
        for (var (total, isLast) = (0L, false); !isLast;)
        {
            var buffer = pool.Rent(ct);
            var length = await content.ReadAtLeastAsync(buffer, Part.Size, throwOnEndOfStream: false, ct);
            hash.AppendData(buffer, 0, length);
            total += length;
            isLast = length < Part.Size || total >= slice.Bytes;
            if (isLast && (total != slice.Bytes || Convert.ToHexStringLower(hash.GetHashAndReset()) != slice.Sha256))
            {
                pool.GiveBack(buffer);
                throw new StoreException(StoreFault.Damaged, $"{from.Address}: {key} is not what its manifest says, so no copy was made from it. Verify this store's copy.");
            }

            await WriteAsync(upload, new(buffer, length, pool.GiveBack), ct);
        }

        await upload.CompleteAsync(ct);
    }

    private static async Task WriteAsync(IObjectUpload upload, Part part, CancellationToken ct)
    {
        try
        {
            if (part.Length > 0)
            {
                await upload.WriteAsync(part, ct);
            }
        }
        finally
        {
            part.Release();
        }
    }
}

/// <summary>What was done to complete a copy.</summary>
/// <param name="Kept">Objects that were right already.</param>
public sealed record CompletedCopy(long CopiedBytes, int Kept);
