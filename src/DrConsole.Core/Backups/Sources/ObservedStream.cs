namespace DrConsole.Backups.Sources;

/// <summary>A stream whose bytes somebody sees as they are read.</summary>
internal sealed class ObservedStream(Stream inner, Action<ReadOnlySpan<byte>> see) : ForwardStream
{
    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        see(buffer.Span[..read]);
        return read;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        see(buffer[..read]);
        return read;
    }
}
