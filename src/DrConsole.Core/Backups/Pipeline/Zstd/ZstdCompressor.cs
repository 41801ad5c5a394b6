namespace DrConsole.Backups.Pipeline.Zstd;

/// <summary>Compresses a stream into one zstd frame with a checksum of its content, as <c>zstd -dc</c> reads it. Not thread-safe.</summary>
internal sealed unsafe class ZstdCompressor : IDisposable
{
    private const int OutputSize = 512 * 1024;
    private readonly byte[] _output = GC.AllocateUninitializedArray<byte>(OutputSize, pinned: true);
    private readonly Stream _sink;
    private nint _context;
    private int _filled;

    /// <summary>Begins a frame.</summary>
    /// <param name="level">1 to 19.</param>
    /// <param name="sink">Gets the frame as it grows.</param>
    public ZstdCompressor(int level, Stream sink)
    {
        _sink = sink;
        _context = Libzstd.CreateCompression();
        if (_context == 0)
        {
            throw new InvalidOperationException("zstd found no memory for its work.");
        }

        _ = Libzstd.Checked(Libzstd.SetCompression(_context, Libzstd.CompressionLevel, level));
        _ = Libzstd.Checked(Libzstd.SetCompression(_context, Libzstd.ChecksumFlag, 1));
    }

    /// <summary>Takes the next bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* source = bytes)
        {
            var input = new Libzstd.InBuffer { Source = source, Size = (nuint)bytes.Length };
            while (input.Position < input.Size)
            {
                _ = Step(ref input, Libzstd.Continue);
            }
        }
    }

    /// <summary>Ends the frame. Nothing may be written after it.</summary>
    public void Finish()
    {
        var nothing = default(Libzstd.InBuffer);
        while (Step(ref nothing, Libzstd.End) != 0)
        {
            // zstd says how much it still holds back
        }

        Empty();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_context != 0)
        {
            _ = Libzstd.FreeCompression(_context);
            _context = 0;
        }
    }

    private nuint Step(ref Libzstd.InBuffer input, int directive)
    {
        nuint rest;
        fixed (byte* target = _output)
        fixed (Libzstd.InBuffer* source = &input)
        {
            var output = new Libzstd.OutBuffer { Target = target, Size = OutputSize, Position = (nuint)_filled };
            rest = Libzstd.Checked(Libzstd.Compress(_context, &output, source, directive));
            _filled = (int)output.Position;
        }

        if (_filled > OutputSize / 2)
        {
            Empty();
        }

        return rest;
    }

    private void Empty()
    {
        _sink.Write(_output, 0, _filled);
        _filled = 0;
    }
}
