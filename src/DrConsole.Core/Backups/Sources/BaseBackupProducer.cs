using DrConsole.Platform;

namespace DrConsole.Backups.Sources;

/// <summary>A running <c>pg_basebackup</c>, read along with by a scan.</summary>
internal sealed class BaseBackupProducer(ChildProducer child, BaseBackupScan scan) : IProducer
{
    private readonly ScannedStream _output = new(child.Output, scan);

    /// <inheritdoc/>
    public Stream Output => _output;

    /// <inheritdoc/>
    public async Task EnsureCleanAsync(CancellationToken ct)
    {
        await child.EnsureCleanAsync(ct);
        try
        {
            _ = scan.Begin();
            _ = scan.End();
        }
        catch (FormatException incomplete)
        {
            throw new RefusedException("source_incomplete", $"pg_basebackup ended with code 0, but {incomplete.Message}. Nothing can be recovered from it.");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => child.DisposeAsync();

    private sealed class ScannedStream(Stream inner, BaseBackupScan scan) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            scan.Take(buffer.AsSpan(offset, read));
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            scan.Take(buffer.Span[..read]);
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
