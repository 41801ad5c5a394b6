namespace DrConsole.Backups.Sources;

/// <summary>Passes a tool's output on and remembers how it began, how it ended and how long it was: what an exit code does not say.</summary>
internal sealed class WatchedStream(Stream inner) : ForwardStream
{
    private const int KeptAtStart = 16;
    private const int KeptAtEnd = 256;
    private readonly byte[] _head = new byte[KeptAtStart];
    private byte[] _tail = [];

    /// <summary>Bytes that went through.</summary>
    public long Count { get; private set; }

    /// <summary>The first bytes, at most 16.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, (int)Math.Min(Count, KeptAtStart));

    /// <summary>The last bytes, at most 256.</summary>
    public ReadOnlySpan<byte> Tail => _tail;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Remember(buffer.Span[..read]);
        return read;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Remember(buffer[..read]);
        return read;
    }

    private void Remember(ReadOnlySpan<byte> read)
    {
        if (Count < KeptAtStart)
        {
            read[..(int)Math.Min(read.Length, KeptAtStart - Count)].CopyTo(_head.AsSpan((int)Count));
        }

        _tail = read.Length >= KeptAtEnd ? read[^KeptAtEnd..].ToArray() : read.Length == 0 ? _tail : [.. _tail.AsSpan(Math.Max(0, _tail.Length + read.Length - KeptAtEnd)), .. read];
        Count += read.Length;
    }
}
