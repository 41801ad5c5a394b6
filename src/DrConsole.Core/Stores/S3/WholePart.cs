namespace DrConsole.Stores.S3;

/// <summary>The content of an object that needs no second part: the part, or nothing at all.</summary>
internal sealed class WholePart(Part? part) : IDisposable
{
    public ReadOnlyMemory<byte> Bytes => part?.Bytes ?? ReadOnlyMemory<byte>.Empty;

    public byte[] Md5 => part?.Md5 ?? S3Content.Md5(default);

    public void Dispose() => part?.Release();
}
