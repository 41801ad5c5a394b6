using System.Security.Cryptography;

namespace DrConsole.Stores;

/// <summary>
/// A piece of a backup stream in a rented buffer that all destinations share: it goes back to its pool when the last one has let go.
/// Its MD5 and SHA-256 are computed once, by the first that asks: a directory wants neither.
/// </summary>
public sealed class Part
{
    /// <summary>Bytes of every part but a stream's last: 8 MiB. S3 wants at least 5 MiB.</summary>
    public const int Size = 8 * 1024 * 1024;

    private readonly byte[] _buffer;
    private readonly Action<byte[]> _giveBack;
    private readonly Lazy<byte[]> _md5;
    private readonly Lazy<byte[]> _sha256;
    private int _holders = 1;

    /// <summary>Takes a filled buffer over.</summary>
    /// <param name="giveBack">Called once with the buffer when nobody holds the part any more.</param>
    public Part(byte[] buffer, int length, Action<byte[]> giveBack)
    {
        (_buffer, _giveBack, Length) = (buffer, giveBack, length);
#pragma warning disable CA5351 // the one checksum that every S3 server checks; it guards the way, SHA-256 guards against people
        _md5 = new(() => MD5.HashData(Bytes.Span));
#pragma warning restore CA5351
        _sha256 = new(() => SHA256.HashData(Bytes.Span));
    }

    public int Length { get; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Only while the part is held.</summary>
    public byte[] Md5 => _md5.Value;

    /// <summary>Only while the part is held.</summary>
    public byte[] Sha256 => _sha256.Value;

    /// <summary>Holds the buffer until the matching <see cref="Release"/>.</summary>
    public Part Retain()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    /// <summary>Lets go.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            _giveBack(_buffer);
        }
    }
}
