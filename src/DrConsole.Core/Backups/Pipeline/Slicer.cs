using System.Security.Cryptography;
using DrConsole.Backups.Format;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Backups.Pipeline;

/// <summary>
/// Second half of the pipeline, on a thread of its own: cuts what age writes into parts for all destinations, and hashes it as a whole and by object.
/// While one part is on its way the next is filled.
/// </summary>
/// <param name="partsPerObject">After so many parts a new object begins: S3 takes 10,000 parts an object, and parts that never grow keep the memory small.</param>
internal sealed class Slicer(string stream, Stream age, FanOut fanOut, PartPool pool, int partsPerObject, ProgressMeter meter, TimeProvider time)
{
    private readonly List<ManifestSlice> _slices = [];

    /// <summary>Waiting for age.</summary>
    public Waiting Reading { get; } = new(time);

    /// <summary>Runs to the end of age's output.</summary>
    public Sliced Run(CancellationToken ct)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var slice = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sending = Task.CompletedTask;
        var (total, sliceBytes, parts) = (0L, 0L, 0);
        for (var isLast = false; !isLast;)
        {
            var buffer = pool.Rent(ct);
            var length = Fill(buffer, whole, slice);
            isLast = length < Part.Size;
            Await(sending);
            if (length == 0)
            {
                pool.GiveBack(buffer);
                break;
            }

            if (parts == 0)
            {
                Await(fanOut.BeginAsync(StoreLayout.Slice(stream, _slices.Count), ct));
            }

            sending = fanOut.WriteAsync(new Part(buffer, length, pool.GiveBack), ct);
            meter.AddStored(length);
            (total, sliceBytes, parts) = (total + length, sliceBytes + length, parts + 1);
            if (isLast || parts == partsPerObject)
            {
                EndSlice(sliceBytes, whole, slice);
                (sliceBytes, parts) = (0, 0);
            }
        }

        Await(sending);
        CrashPoint.Reach("backup.mid-upload");
        if (parts > 0)
        {
            EndSlice(sliceBytes, whole, slice);
        }

        return new(total, Convert.ToHexStringLower(whole.GetHashAndReset()), _slices);
    }

    // The first object is the whole so far: hashed once, and most streams have no second.
    private void EndSlice(long bytes, IncrementalHash whole, IncrementalHash slice) =>
        _slices.Add(new(StoreLayout.Slice(stream, _slices.Count), bytes, Convert.ToHexStringLower(_slices.Count == 0 ? whole.GetCurrentHash() : slice.GetHashAndReset())));

    private int Fill(byte[] buffer, IncrementalHash whole, IncrementalHash slice)
    {
        var filled = 0;
        while (filled < Part.Size)
        {
            Reading.Begin();
            var read = age.Read(buffer, filled, Part.Size - filled);
            Reading.End();
            if (read == 0)
            {
                break;
            }

            whole.AppendData(buffer, filled, read);
            if (_slices.Count > 0)
            {
                slice.AppendData(buffer, filled, read);
            }

            filled += read;
        }

        return filled;
    }

    // This thread is the stage's own: it may block.
    private static void Await(Task task) => task.GetAwaiter().GetResult();
}

/// <summary>What went to the stores.</summary>
internal sealed record Sliced(long StoredBytes, string StoredSha256, IReadOnlyList<ManifestSlice> Slices);
