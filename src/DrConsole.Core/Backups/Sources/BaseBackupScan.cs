using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DrConsole.Backups.Wal;

namespace DrConsole.Backups.Sources;

/// <summary>
/// Reads along in the tar that pg_basebackup writes, for what it says nowhere else: <c>backup_label</c>, its first file, tells where recovery
/// begins, and <c>backup_manifest</c>, its last one, where the backup ended. Format: POSIX ustar.
/// </summary>
internal sealed partial class BaseBackupScan
{
    private const int Block = 512;
    private const int KeptBytes = 8 * 1024;
    private readonly byte[] _header = new byte[Block];
    private readonly List<byte> _label = [];
    private byte[] _manifestTail = [];
    private int _headerLength;
    private long _content;
    private long _padding;
    private string _name = "";

    /// <summary>Files, directories and links that went by.</summary>
    public int Entries { get; private set; }

    /// <summary>Where recovery begins.</summary>
    /// <exception cref="FormatException">The label did not come, or says nothing of it.</exception>
    public (int Timeline, Lsn Start) Begin()
    {
        var label = Encoding.UTF8.GetString([.. _label]);
        return StartWords().Match(label) is { Success: true } start && TimelineWords().Match(label) is { Success: true } timeline
            ? (int.Parse(timeline.Groups["value"].ValueSpan, CultureInfo.InvariantCulture), Lsn.Parse(start.Groups["value"].Value))
            : throw new FormatException("its backup_label is missing or says nothing of the start");
    }

    /// <summary>Where the backup ended.</summary>
    /// <exception cref="FormatException">The manifest did not come, or says nothing of it.</exception>
    public Lsn End() => EndWords().Matches(Encoding.UTF8.GetString(_manifestTail)) is { Count: > 0 } ranges
        ? ranges.Max(range => Lsn.Parse(range.Groups["value"].Value))
        : throw new FormatException("its backup_manifest is missing or says nothing of the end");

    /// <summary>The next bytes.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = _content > 0 ? TakeContent(bytes) : _padding > 0 ? Skip(bytes) : TakeHeader(bytes);
        }
    }

    private ReadOnlySpan<byte> TakeContent(ReadOnlySpan<byte> bytes)
    {
        var part = bytes[..(int)Math.Min(bytes.Length, _content)];
        if (_name == "backup_label" && _label.Count < KeptBytes)
        {
            _label.AddRange(part);
        }
        else if (_name == "backup_manifest")
        {
            _manifestTail = part.Length >= KeptBytes ? part[^KeptBytes..].ToArray() : [.. _manifestTail.AsSpan(Math.Max(0, _manifestTail.Length + part.Length - KeptBytes)), .. part];
        }

        _content -= part.Length;
        return bytes[part.Length..];
    }

    private ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> bytes)
    {
        var skipped = (int)Math.Min(bytes.Length, _padding);
        _padding -= skipped;
        return bytes[skipped..];
    }

    private ReadOnlySpan<byte> TakeHeader(ReadOnlySpan<byte> bytes)
    {
        var part = bytes[..Math.Min(bytes.Length, Block - _headerLength)];
        part.CopyTo(_header.AsSpan(_headerLength));
        _headerLength += part.Length;
        if (_headerLength == Block)
        {
            _headerLength = 0;
            Begin(_header);
        }

        return bytes[part.Length..];
    }

    private void Begin(ReadOnlySpan<byte> header)
    {
        if (header[0] == 0)
        {
            return; // the empty blocks at the end
        }

        Entries++;
        _name = Encoding.UTF8.GetString(header[..100]).TrimEnd('\0');
        _content = header[156] is (byte)'0' or 0 ? Size(header.Slice(124, 12)) : 0;
        _padding = (Block - (_content % Block)) % Block;
    }

    // Octal digits; of 8 GiB and more a binary number with the highest bit set.
    private static long Size(ReadOnlySpan<byte> field)
    {
        long size = 0;
        if ((field[0] & 0x80) != 0)
        {
            foreach (var digit in field[4..])
            {
                size = (size << 8) | digit;
            }

            return size;
        }

        foreach (var digit in field)
        {
            size = digit is >= (byte)'0' and <= (byte)'7' ? (size * 8) + (digit - '0') : size;
        }

        return size;
    }

    [GeneratedRegex("START WAL LOCATION: (?<value>[0-9A-F]+/[0-9A-F]+)", RegexOptions.NonBacktracking)]
    private static partial Regex StartWords();

    [GeneratedRegex("START TIMELINE: (?<value>[0-9]+)", RegexOptions.NonBacktracking)]
    private static partial Regex TimelineWords();

    [GeneratedRegex("\"End-LSN\": \"(?<value>[0-9A-F]+/[0-9A-F]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex EndWords();
}
