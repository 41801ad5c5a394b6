using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace DrConsole.Backups.Sources.Files;

/// <summary>
/// Sums up an archive of GNU tar as it passes: SHA-256 over each member's name, kind, mode, time, size, link and content, added up modulo 2^256. The order of
/// members and the owners of files do not count, so a restored directory that is archived again has the same sum. Memory does not grow with the archive.
/// </summary>
#pragma warning disable CA1001 // its stream is nothing but memory
internal sealed class TarSum
#pragma warning restore CA1001
{
    private const int Block = 512;
    private static readonly BigInteger Modulus = BigInteger.One << 256;
    private readonly byte[] _block = new byte[Block];

    private readonly MemoryStream _special = new();
    private IncrementalHash? _hash;
    private BigInteger _sum;
    private byte[]? _longName;
    private byte[]? _longLink;
    private int _filled;
    private long _left;
    private char _kind;

    /// <summary>Files, directories and links so far.</summary>
    public long Members { get; private set; }

    /// <summary>The sum in hex.</summary>
    public string Text => Convert.ToHexStringLower(_sum.ToByteArray(isUnsigned: true, isBigEndian: true)).PadLeft(64, '0');

    /// <summary>Takes a whole stream.</summary>
    public async Task AddAsync(Stream archive, CancellationToken ct)
    {
        var buffer = new byte[128 * 1024];
        while (await archive.ReadAsync(buffer, ct) is var read and > 0)
        {
            Add(buffer.AsSpan(0, read));
        }
    }

    /// <summary>Takes the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var taken = Math.Min(Block - _filled, bytes.Length);
            bytes[..taken].CopyTo(_block.AsSpan(_filled));
            bytes = bytes[taken..];
            if ((_filled += taken) == Block)
            {
                _filled = 0;
                TakeBlock();
            }
        }
    }

    private void TakeBlock()
    {
        if (_left > 0)
        {
            TakeContent(_block.AsSpan(0, (int)Math.Min(_left, Block)));
        }
        else if (_block[0] != 0 || _longName is not null)
        {
            TakeHeader();
        }
    }

    private void TakeHeader()
    {
        _kind = _block[156] switch { 0 or (byte)'7' => '0', var kind => (char)kind };
        _left = _kind is '1' or '2' or '3' or '4' or '5' or '6' ? 0 : Number(_block.AsSpan(124, 12));
        if (_kind is 'L' or 'K')
        {
            _special.SetLength(0);
        }
        else
        {
            Begin();
        }

        if (_left == 0)
        {
            End();
        }
    }

    private void Begin()
    {
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(numbers, Number(_block.AsSpan(100, 8)) & 0xFFF);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], Number(_block.AsSpan(136, 12)));
        BinaryPrimitives.WriteInt64BigEndian(numbers[16..], _kind == 'D' ? 0 : _left);
        _hash.AppendData([(byte)(_kind == 'D' ? '5' : _kind)]);
        _hash.AppendData(numbers);
        Append(_longName ?? Text100(0), cutSlash: true);
        Append(_kind is '1' or '2' ? _longLink ?? Text100(157) : [], cutSlash: false);
        (_longName, _longLink) = (null, null);
    }

    private void TakeContent(ReadOnlySpan<byte> content)
    {
        if (_kind is 'L' or 'K')
        {
            _special.Write(content);
        }
        else if (_kind != 'D') // the names in a directory, which changed-only archives carry
        {
            _hash!.AppendData(content);
        }

        if ((_left -= content.Length) == 0)
        {
            End();
        }
    }

    private void End()
    {
        switch (_kind)
        {
            case 'L':
                _longName = [.. _special.ToArray().TakeWhile(letter => letter != 0)];
                break;
            case 'K':
                _longLink = [.. _special.ToArray().TakeWhile(letter => letter != 0)];
                break;
            default:
                _sum = (_sum + new BigInteger(_hash!.GetHashAndReset(), isUnsigned: true, isBigEndian: true)) % Modulus;
                _hash.Dispose();
                Members++;
                break;
        }
    }

    private void Append(ReadOnlySpan<byte> text, bool cutSlash)
    {
        var kept = cutSlash ? text.TrimEnd((byte)'/') : text;
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, kept.Length);
        _hash!.AppendData(length);
        _hash.AppendData(kept);
    }

    private byte[] Text100(int at) => [.. _block.AsSpan(at, 100).ToArray().TakeWhile(letter => letter != 0)];

    // Octal text, or base 256 where the first bit is set (GNU).
    private static long Number(ReadOnlySpan<byte> field)
    {
        var number = 0L;
        if ((field[0] & 0x80) != 0)
        {
            foreach (var digit in field[^8..])
            {
                number = (number << 8) | digit;
            }

            return number;
        }

        foreach (var letter in field)
        {
            number = letter is >= (byte)'0' and <= (byte)'7' ? (number << 3) | (uint)(letter - '0') : number;
        }

        return number;
    }
}
