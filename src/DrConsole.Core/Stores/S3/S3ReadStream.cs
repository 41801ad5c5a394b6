using Amazon.S3.Model;

namespace DrConsole.Stores.S3;

/// <summary>
/// Reads one version of an object to its end. A connection that breaks or gets stuck is opened again where it ended; an end before the
/// object's length is a break, too. However often it breaks, a read that moves on goes on; one that does not gives up after a few breaks, and so
/// does one that moves more slowly than <see cref="S3Patience.SlowestRate"/>.
/// </summary>
internal sealed class S3ReadStream : Stream
{
    private const int MostBreaks = 5; // of one kind, in a row without progress

    private readonly S3Connection _connection;
    private readonly TimeProvider _clock;
    private readonly string _key;
    private readonly string? _version;
    private readonly string _etag;
    private readonly long _length;
    private GetObjectResponse _response;
    private long _position;
    private readonly Breaks _cuts = new(leastProgress: 1);
    private readonly Breaks _crawls = new(leastProgress: 1024 * 1024); // what only crawls on makes no progress
    private TimeSpan _waited;
    private long _gotWhileWaiting;

    public S3ReadStream(S3Connection connection, string key, GetObjectResponse response, TimeProvider clock)
    {
        (_connection, _key, _response, _clock) = (connection, key, response, clock);
        (_length, _etag, _version) = (response.ContentLength, response.ETag, response.VersionId is { Length: > 0 } version ? version : null);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
    {
        while (_position < _length && buffer.Length > 0)
        {
            try
            {
                var got = await ReadOnceAsync(buffer, ct);
                _position += got;
                return got;
            }
            catch (StoreException fault) when (fault.IsPassing && (fault.Fault == StoreFault.TooSlow ? _crawls : _cuts).Count(_position) <= MostBreaks)
            {
                await ReopenAsync(ct);
            }
        }

        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken ct) => ReadAsync(buffer.AsMemory(offset, count), ct).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _response.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken ct)
    {
        var began = _clock.GetTimestamp();
        var got = await _connection.AskOnceAsync(_key, async token => await _response.ResponseStream.ReadAsync(buffer, token), 0, ct);
        if (got == 0)
        {
            throw new StoreException(StoreFault.Unreachable, $"{_connection.Address.Url} ended {_key} after {_position} of {_length} bytes.");
        }

        EnsurePace(got, _clock.GetElapsedTime(began));
        return got;
    }

    // Only time spent waiting for the server counts, reconnecting included: whoever reads may take as long as he likes.
    private void EnsurePace(int got, TimeSpan waited)
    {
        (_gotWhileWaiting, _waited) = (_gotWhileWaiting + got, _waited + waited);
        if (_waited < _connection.Patience.Answer)
        {
            return;
        }

        var isStuck = _gotWhileWaiting < _waited.TotalSeconds * _connection.Patience.SlowestRate;
        (_gotWhileWaiting, _waited) = (0, TimeSpan.Zero);
        if (isStuck)
        {
            throw S3Faults.TooSlow(_connection.Address, _connection.Patience.Answer, null);
        }
    }

    private async Task ReopenAsync(CancellationToken ct)
    {
        var began = _clock.GetTimestamp();
        _response.Dispose();
        _response = await _connection.AskAsync(
            _key,
            token => _connection.Client.GetObjectAsync(
                new GetObjectRequest
                {
                    BucketName = _connection.Address.Bucket,
                    Key = _connection.NameOf(_key),
                    VersionId = _version,
                    EtagToMatch = _etag, // of a store without versions: the same object, or none
                    ByteRange = new ByteRange(_position, _length - 1),
                },
                token),
            ct);
        _waited += _clock.GetElapsedTime(began);
    }

    /// <summary>Breaks in a row without progress between them.</summary>
    private sealed class Breaks(int leastProgress)
    {
        private long _at;
        private int _count;

        public int Count(long position)
        {
            _count = position - _at < leastProgress ? _count + 1 : 1;
            _at = position;
            return _count;
        }
    }
}
