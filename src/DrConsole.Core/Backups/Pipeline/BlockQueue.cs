using System.Collections.Concurrent;
using System.Threading.Channels;

namespace DrConsole.Backups.Pipeline;

/// <summary>Hands blocks of plain content from the thread that unpacks them to whoever uses them. A block that was used is filled again: a restore of any size makes a handful.</summary>
internal sealed class BlockQueue
{
    private const int BlockSize = 512 * 1024;
    private const int BlocksAhead = 4;
    private readonly Channel<Block> _blocks = Channel.CreateBounded<Block>(new BoundedChannelOptions(BlocksAhead) { SingleReader = true, SingleWriter = true });
    private readonly ConcurrentQueue<byte[]> _used = new();

    /// <summary>An array to be filled.</summary>
    public byte[] Rent() => _used.TryDequeue(out var bytes) ? bytes : GC.AllocateUninitializedArray<byte>(BlockSize);

    /// <summary>Passes a block on; waits while enough are ahead.</summary>
    public void Pass(Block block, CancellationToken ct)
    {
        if (!_blocks.Writer.TryWrite(block))
        {
            _blocks.Writer.WriteAsync(block, ct).AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>There is no more; with what went wrong, when something did.</summary>
    public void Complete(Exception? failure) => _blocks.Writer.Complete(failure);

    /// <summary>The next block; null after the last. Throws what went wrong.</summary>
    public async ValueTask<Block?> TakeAsync(CancellationToken ct)
    {
        while (await _blocks.Reader.WaitToReadAsync(ct))
        {
            if (_blocks.Reader.TryRead(out var block))
            {
                return block;
            }
        }

        return null;
    }

    /// <summary>Takes a block back that nobody reads any more.</summary>
    public void GiveBack(Block block)
    {
        if (block != Block.Empty)
        {
            _used.Enqueue(block.Bytes);
        }
    }
}

/// <summary>Plain content: the first so many bytes of an array.</summary>
internal sealed record Block(byte[] Bytes, int Length)
{
    /// <summary>Nothing.</summary>
    public static Block Empty { get; } = new([], 0);
}
