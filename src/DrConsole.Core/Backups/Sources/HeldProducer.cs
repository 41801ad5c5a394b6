using DrConsole.Platform;

namespace DrConsole.Backups.Sources;

/// <summary>A stream that was read and found good before: small answers that are only believed whole.</summary>
internal sealed class HeldProducer(byte[] bytes) : IProducer
{
    /// <inheritdoc/>
    public Stream Output { get; } = new MemoryStream(bytes, writable: false);

    /// <summary>Reads a whole stream into memory.</summary>
    /// <exception cref="RefusedException">It is larger than expected of such an answer.</exception>
    public static async Task<byte[]> ReadAsync(Stream stream, int mostBytes, CancellationToken ct)
    {
        using var held = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, ct) is var read and > 0)
        {
            if (held.Length + read > mostBytes)
            {
                throw new RefusedException("source_too_large", $"The answer is larger than {mostBytes} bytes, which such an answer never is.");
            }

            held.Write(buffer, 0, read);
        }

        return held.ToArray();
    }

    /// <inheritdoc/>
    public Task EnsureCleanAsync(CancellationToken ct) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Output.DisposeAsync();
}
