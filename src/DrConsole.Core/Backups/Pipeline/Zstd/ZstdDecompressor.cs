namespace DrConsole.Backups.Pipeline.Zstd;

/// <summary>Decompresses what <see cref="ZstdCompressor"/> or zstd made. Not thread-safe.</summary>
internal sealed unsafe class ZstdDecompressor : IDisposable
{
    // Level 19 looks back 8 MiB. A frame that wants more memory than that is none of ours.
    private const int LargestWindowLog = 23;
    private const int InputSize = 256 * 1024;
    private readonly byte[] _input = GC.AllocateUninitializedArray<byte>(InputSize, pinned: true);
    private readonly Stream _source;
    private nint _context;
    private int _position;
    private int _filled;
    private bool _isBetweenFrames = true;
    private bool _holdsMore;

    public ZstdDecompressor(Stream source)
    {
        _source = source;
        _context = Libzstd.CreateDecompression();
        if (_context == 0)
        {
            throw new InvalidOperationException("zstd found no memory for its work.");
        }

        _ = Libzstd.Checked(Libzstd.SetDecompression(_context, Libzstd.WindowLogMax, LargestWindowLog));
    }

    /// <summary>Fills the buffer as far as there is content; 0 at the end of the last frame.</summary>
    /// <exception cref="InvalidDataException">The content is no zstd, or damaged.</exception>
    /// <exception cref="EndOfStreamException">The content ends within a frame.</exception>
    public int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written < buffer.Length)
        {
            if (_position == _filled && !_holdsMore && !Fill())
            {
                return _isBetweenFrames || written > 0 ? written : throw new EndOfStreamException("zstd: the content ends in the middle");
            }

            written += Step(buffer[written..]);
        }

        return written;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_context != 0)
        {
            _ = Libzstd.FreeDecompression(_context);
            _context = 0;
        }
    }

    private bool Fill()
    {
        (_position, _filled) = (0, _source.Read(_input, 0, InputSize));
        return _filled > 0;
    }

    private int Step(Span<byte> buffer)
    {
        fixed (byte* target = buffer)
        fixed (byte* source = _input)
        {
            var output = new Libzstd.OutBuffer { Target = target, Size = (nuint)buffer.Length };
            var input = new Libzstd.InBuffer { Source = source, Size = (nuint)_filled, Position = (nuint)_position };
            _isBetweenFrames = Libzstd.Checked(Libzstd.Decompress(_context, &output, &input)) == 0;
            _position = (int)input.Position;
            _holdsMore = !_isBetweenFrames && output.Position == output.Size;
            return (int)output.Position;
        }
    }
}
