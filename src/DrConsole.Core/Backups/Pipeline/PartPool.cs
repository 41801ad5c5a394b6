using System.Collections.Concurrent;
using DrConsole.Stores;

namespace DrConsole.Backups.Pipeline;

/// <summary>
/// The buffers of a run, and by that its memory: whoever fills a part waits until a buffer is free. Buffers are made on demand and live as long as the run.
/// </summary>
internal sealed class PartPool(int buffers) : IDisposable
{
    private readonly ConcurrentQueue<byte[]> _idle = new();
    private readonly SemaphoreSlim _free = new(buffers);

    /// <summary>An empty buffer of <see cref="Part.Size"/>, as soon as there is one.</summary>
    public byte[] Rent(CancellationToken ct)
    {
        _free.Wait(ct);
        return _idle.TryDequeue(out var buffer) ? buffer : GC.AllocateUninitializedArray<byte>(Part.Size);
    }

    /// <summary>Takes a buffer back.</summary>
    public void GiveBack(byte[] buffer)
    {
        _idle.Enqueue(buffer);
        _free.Release();
    }

    /// <summary>Allows more buffers: for those that a dead destination never gives back.</summary>
    public void Widen(int more) => _free.Release(more);

    /// <inheritdoc/>
    public void Dispose() => _idle.Clear(); // a destination that was given up may still give a buffer back, so the semaphore stays usable
}
