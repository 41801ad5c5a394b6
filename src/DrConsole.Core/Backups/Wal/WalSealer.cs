using System.Security.Cryptography;
using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Pipeline.Zstd;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal;

/// <summary>
/// Compresses, encrypts and signs pieces of log into files on this machine's disk before anything is sent: after a crash the same bytes
/// are sent again, to every store alike.
/// </summary>
internal sealed class WalSealer(WalSealing sealing, string folder, TimeProvider time)
{
    /// <summary>Ending of an object's key: <c>age -d | zstd -dc</c> opens it.</summary>
    public const string ObjectEnding = ".zst.age";

    private const string Unfinished = ".unfinished";
    private const int ChunkBytes = 512 * 1024;

    /// <summary>What was sealed before and not taken away yet. A file without its record is from a crash, and is made again.</summary>
    public IReadOnlyList<SealedWal> Left()
    {
        Directory.CreateDirectory(folder);
        var records = Directory.GetFiles(folder, "*" + WalRecord.Ending).Select(ReadOwn).OfType<WalRecord>().Select(record => new SealedWal(record, folder))
            .Where(item => File.Exists(item.ObjectPath)).ToList();
        var needed = records.Select(item => item.ObjectPath).ToHashSet(StringComparer.Ordinal);
        foreach (var stray in Directory.GetFiles(folder).Where(path => path.EndsWith(Unfinished, StringComparison.Ordinal)
            || (path.EndsWith(ObjectEnding, StringComparison.Ordinal) && !needed.Contains(path))))
        {
            File.Delete(stray);
        }

        return [.. records.OrderBy(item => item.Record.Timeline).ThenBy(item => item.Record.RecordFile(), StringComparer.Ordinal)];
    }

    /// <summary>Seals a piece.</summary>
    /// <param name="content">Exactly what the object is to hold.</param>
    public async Task<SealedWal> SealAsync(WalRecord draft, Stream content, CancellationToken ct)
    {
        var recipients = await sealing.RecipientsAsync(ct);
        var target = Path.Combine(folder, draft.Stem() + Unfinished);
        var (plainBytes, plainSha256, storedBytes, storedSha256) = await PackAsync(content, target, recipients, ct);
        // Encryption is different each time: with its hash in the name, what an earlier life left in a store without a record is not in the way.
        var name = $"{draft.Stem()}.{storedSha256[..8]}{ObjectEnding}";
        File.Move(target, Path.Combine(folder, name), overwrite: true);
        CrashPoint.Reach("wal.after-seal");
        return await SignAsync(
            draft with
            {
                File = name, PlainBytes = plainBytes, PlainSha256 = plainSha256, StoredBytes = storedBytes, StoredSha256 = storedSha256,
                Codec = $"zstd-{sealing.Level}", Recipients = recipients,
            },
            ct);
    }

    /// <summary>Signs another record of an object that is sealed already: nothing was written since, and later is covered too.</summary>
    public async Task<SealedWal> SignAsync(WalRecord record, CancellationToken ct)
    {
        var made = record with { SealedAt = time.GetUtcNow() };
        var bytes = SignedWalRecord.Write(made, sealing.Signer);
        var path = Path.Combine(folder, made.RecordFile());
        await WriteThroughAsync(path + Unfinished, bytes, ct);
        File.Move(path + Unfinished, path, overwrite: true);
        return new(made, folder);
    }

    private async Task<(long PlainBytes, string PlainSha256, long StoredBytes, string StoredSha256)> PackAsync(
        Stream content, string target, IReadOnlyList<string> recipients, CancellationToken ct)
    {
        await using var age = AgeEncryption.Encrypt(recipients, sealing.Serves);
        var keeping = KeepAsync(age.Output, target, ct);
        long plainBytes = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            await using (age.Input)
            {
                using var zstd = new ZstdCompressor(sealing.Level, age.Input);
                var chunk = new byte[ChunkBytes];
                while (await content.ReadAsync(chunk, ct) is var read and > 0)
                {
                    hash.AppendData(chunk, 0, read);
                    zstd.Write(chunk.AsSpan(0, read));
                    plainBytes += read;
                }

                zstd.Finish();
            }
        }
        catch (IOException) when (!ct.IsCancellationRequested)
        {
            await age.Output.DisposeAsync(); // a broken pipe: why it broke is what age says below
        }

        var exit = await age.WaitAsync(ct);
        if (!exit.IsClean)
        {
            throw new RefusedException("age_failed", $"age ended with code {exit.Code} and encrypted nothing that can be trusted. {exit.Said}".Trim());
        }

        var (storedBytes, storedSha256) = await keeping;
        return (plainBytes, Convert.ToHexStringLower(hash.GetHashAndReset()), storedBytes, storedSha256);
    }

    private static async Task<(long Bytes, string Sha256)> KeepAsync(Stream encrypted, string target, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(target, FileMode.Create, FileAccess.Write);
        var chunk = new byte[ChunkBytes];
        while (await encrypted.ReadAsync(chunk, ct) is var read and > 0)
        {
            hash.AppendData(chunk, 0, read);
            await file.WriteAsync(chunk.AsMemory(0, read), ct);
        }

        file.Flush(flushToDisk: true);
        return (file.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static async Task WriteThroughAsync(string path, byte[] bytes, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        await file.WriteAsync(bytes, ct);
        file.Flush(flushToDisk: true);
    }

    // What cannot be read, or was signed by a key that was replaced since, is sealed again: the log itself is still there.
    private WalRecord? ReadOwn(string path)
    {
        try
        {
            return SignedWalRecord.ReadUnplaced(Path.GetFileName(path), File.ReadAllBytes(path), new TrustedKeys([sealing.Signer.PublicPem]));
        }
        catch (RefusedException)
        {
            File.Delete(path);
            return null;
        }
    }
}

/// <summary>How pieces of log are sealed.</summary>
/// <param name="RecipientsAsync">age recipients, asked for each piece: keys may be rotated meanwhile.</param>
/// <param name="Level">zstd level.</param>
/// <param name="Serves">Marks child processes.</param>
public sealed record WalSealing(Func<CancellationToken, Task<IReadOnlyList<string>>> RecipientsAsync, ManifestSigner Signer, int Level, Guid Serves);

/// <summary>A sealed piece on this machine's disk.</summary>
internal sealed record SealedWal(WalRecord Record, string SealedFolder)
{
    public string ObjectPath => Path.Combine(SealedFolder, Record.File);

    public string RecordPath => Path.Combine(SealedFolder, Record.RecordFile());

    public string ObjectKey => Record.Folder() + Record.File;

    public string RecordKey => Record.Folder() + Record.RecordFile();
}
