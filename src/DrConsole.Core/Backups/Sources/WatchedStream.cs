namespace DrConsole.Backups.Sources;

/// <summary>Passes a tool's output on and remembers how it began, how it ended and how long it was: what an exit code does not say.</summary>
public sealed class WatchedStream(Stream inner) : Stream
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
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => Count; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Remember(buffer.Span[..read]);
        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Remember(buffer.AsSpan(offset, read));
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
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
