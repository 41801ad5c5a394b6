using System.Security.Cryptography;
using DrConsole.Backups.Pipeline.Zstd;

namespace DrConsole.Backups.Pipeline;

/// <summary>First half of the pipeline, on a thread of its own: reads the source, hashes, compresses, and writes to age.</summary>
internal sealed class Packer(Stream source, Stream age, int level, StreamEnds ends, ArchiveContents? contents, ProgressMeter meter, TimeProvider time)
{
    private const int ChunkSize = 512 * 1024;

    /// <summary>Waiting for the source.</summary>
    public Waiting Reading { get; } = new(time);

    /// <summary>Waiting for age, and behind it for the stores.</summary>
    public Waiting Writing { get; } = new(time);

    /// <summary>Runs to the source's end, and closes age's input after it.</summary>
    public Packed Run()
    {
        var chunk = GC.AllocateUninitializedArray<byte>(ChunkSize, pinned: true);
        using var zstd = new ZstdCompressor(level, age);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var total = 0L;
        while (Read(chunk) is var read and > 0)
        {
            var bytes = chunk.AsSpan(0, read);
            hash.AppendData(bytes);
            ends.Take(bytes);
            contents?.Take(bytes);
            Writing.Begin();
            zstd.Write(bytes);
            Writing.End();
            total += read;
            meter.AddPlain(read);
        }

        Writing.Begin();
        zstd.Finish();
        age.Dispose();
        Writing.End();
        return new(total, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private int Read(byte[] chunk)
    {
        Reading.Begin();
        var read = source.Read(chunk, 0, ChunkSize);
        Reading.End();
        return read;
    }
}

/// <summary>What came from the source.</summary>
internal sealed record Packed(long PlainBytes, string PlainSha256);
