using System.Buffers;
using System.Buffers.Binary;

namespace DrConsole.Backups.Sources.Redis;

/// <summary>
/// A Redis database file as <c>redis-cli --rdb -</c> writes it. A server that replicates without a disk ends the file with a mark of 40 characters, which the
/// program leaves in its output: it is taken away here. The checksum at the end of the file is computed on the way.
/// </summary>
internal sealed class RdbStream(Stream inner) : ForwardStream
{
    private const int MarkBytes = 40; // CONFIG_RUN_ID_SIZE
    private const int ChecksumBytes = 8;
    private const int Held = MarkBytes + ChecksumBytes;
    private const byte EndOfFile = 0xFF;
    private static readonly SearchValues<byte> MarkLetters = SearchValues.Create("0123456789abcdef"u8);

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isRead;
    private ulong _crc;
    private byte _before;

    /// <summary>What is wrong with the file, or null; known after its end.</summary>
    public string? Fault { get; private set; } = "it was not read to its end.";

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (NeedsMore)
        {
            Fill(await inner.ReadAsync(Room(), cancellationToken));
        }

        return GiveReady(buffer.Span);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (NeedsMore)
        {
            Fill(inner.Read(Room().Span));
        }

        return GiveReady(buffer);
    }

    private bool NeedsMore => !_isRead && _end - _start <= Held;

    private int GiveReady(Span<byte> buffer)
    {
        var ready = _isRead ? _end - _start : _end - _start - Held;
        var given = Math.Min(ready, buffer.Length);
        Give(buffer[..given]);
        return given;
    }

    private void Give(Span<byte> target)
    {
        _buffer.AsSpan(_start, target.Length).CopyTo(target);
        _start += target.Length;
        if (!_isRead && target.Length > 0)
        {
            _crc = Crc64.Append(_crc, target);
            _before = target[^1];
        }
    }

    private Memory<byte> Room()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_end, _start) = (_end - _start, 0);
        return _buffer.AsMemory(_end);
    }

    private void Fill(int read)
    {
        _end += read;
        if (read == 0)
        {
            Judge();
        }
    }

    // What is held back is either checksum and mark, or the file's last bytes with the checksum at their end.
    private void Judge()
    {
        _isRead = true;
        var held = _buffer.AsSpan(0, _end);
        if (held.Length < Held)
        {
            Fault = "its output is shorter than any Redis database.";
            return;
        }

        var withoutMark = Crc64.Append(_crc, held[..MarkBytes]);
        if (held[^ChecksumBytes..^0] is var last && BinaryPrimitives.ReadUInt64LittleEndian(last) == withoutMark)
        {
            Fault = null;
        }
        else if (BinaryPrimitives.ReadUInt64LittleEndian(held) is var checksum && IsMark(held[ChecksumBytes..]) && (checksum == _crc || (checksum == 0 && _before == EndOfFile)))
        {
            (Fault, _end) = (null, ChecksumBytes);
        }
        else
        {
            // A server with 'rdbchecksum no' writes zeros where the checksum belongs.
            Fault = held[MarkBytes - 1] == EndOfFile && BinaryPrimitives.ReadUInt64LittleEndian(last) == 0 ? null : "the checksum at the end of the Redis database does not fit: it is cut off or damaged.";
        }
    }

    private static bool IsMark(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept(MarkLetters);
}
