using System.Text;
using System.Text.RegularExpressions;
using DrConsole.Backups.Sources.MariaDb;

namespace DrConsole.Backups.Restoring.MariaDb;

/// <summary>
/// A dump as it comes, with the database's name left out of the heads of triggers: MariaDB makes a trigger in the database that its head names, and
/// refuses that in another. Everything else passes unread, byte for byte.
/// </summary>
internal sealed partial class TriggerHeads(Stream dump, string database) : Stream
{
    private const int LongestHead = 64 * 1024;
    private static readonly byte[] Beginning = "/*!50003 CREATE"u8.ToArray();

    // Bytes as characters: what is not a head comes out as it went in, whatever its character set.
    private readonly string _database = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(database));
    private readonly byte[] _input = new byte[128 * 1024];
    private readonly MemoryStream _output = new();
    private readonly List<byte> _held = [];
    private bool _isInLine;
    private int _taken;
    private bool _hasEnded;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_taken == _output.Length && !_hasEnded)
        {
            (_taken, _output.Position) = (0, 0);
            _output.SetLength(0);
            var read = await dump.ReadAsync(_input, cancellationToken);
            _hasEnded = read == 0;
            Pass(_input.AsSpan(0, read));
            if (_hasEnded)
            {
                Release();
            }
        }

        var some = Math.Min(buffer.Length, (int)_output.Length - _taken);
        _output.GetBuffer().AsMemory(_taken, some).CopyTo(buffer);
        _taken += some;
        return some;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
            _output.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var line = bytes.IndexOf((byte)'\n') is var end and >= 0 ? bytes[..(end + 1)] : bytes;
            if (_isInLine || (_held.Count == 0 && !MayBegin(line)))
            {
                _output.Write(line);
                _isInLine = line[^1] != '\n';
            }
            else
            {
                _held.AddRange(line);
                Judge(isLineOver: line[^1] == '\n');
            }

            bytes = bytes[line.Length..];
        }
    }

    // Held back is the beginning of a line that may begin a head, and a head until it is over.
    private void Judge(bool isLineOver)
    {
        if (!MayBegin([.. _held]) || _held.Count > LongestHead || (isLineOver && IsOver().IsMatch(Encoding.Latin1.GetString([.. _held]))))
        {
            _isInLine = !isLineOver;
            Release();
        }
    }

    private static bool MayBegin(ReadOnlySpan<byte> line) => line.Length < Beginning.Length ? Beginning.AsSpan().StartsWith(line) : line.StartsWith(Beginning);

    private void Release()
    {
        byte[] held = [.. _held];
        _output.Write(held.AsSpan().StartsWith(Beginning) ? Encoding.Latin1.GetBytes(MariaDbOwnName.WithoutInHead(Encoding.Latin1.GetString(held), _database)) : held);
        _held.Clear();
    }

    [GeneratedRegex(@"\bFOR\s+EACH\s+ROW\b|^;;", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex IsOver();
}
