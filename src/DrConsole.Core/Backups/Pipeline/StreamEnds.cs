namespace DrConsole.Backups.Pipeline;

/// <summary>Remembers how a stream begins and ends while it flows by: a tool that stopped early with exit code 0 left no proper end.</summary>
internal sealed class StreamEnds
{
    /// <summary>Bytes that are kept of either end.</summary>
    public const int Kept = 4096;

    private readonly byte[] _head = new byte[Kept];
    private readonly byte[] _tail = new byte[Kept];
    private int _headLength;
    private int _tailLength;

    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

    public ReadOnlySpan<byte> Tail => _tail.AsSpan(0, _tailLength);

    public long Length { get; private set; }

    /// <summary>The next bytes.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (_headLength < Kept)
        {
            var missing = Math.Min(Kept - _headLength, bytes.Length);
            bytes[..missing].CopyTo(_head.AsSpan(_headLength));
            _headLength += missing;
        }

        if (bytes.Length >= Kept)
        {
            bytes[^Kept..].CopyTo(_tail);
            _tailLength = Kept;
        }
        else
        {
            var stays = Math.Min(_tailLength, Kept - bytes.Length);
            _tail.AsSpan(_tailLength - stays, stays).CopyTo(_tail);
            bytes.CopyTo(_tail.AsSpan(stays));
            _tailLength = stays + bytes.Length;
        }

        Length += bytes.Length;
    }
}
