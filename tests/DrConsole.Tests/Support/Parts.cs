using DrConsole.Stores;

namespace DrConsole.Tests.Support;

/// <summary>Parts of uploads with content that differs from part to part.</summary>
internal static class Parts
{
    /// <summary>A part of one seed; the same seed gives the same bytes.</summary>
    public static Part Of(int seed, int length = Part.Size, Action<byte[]>? giveBack = null)
    {
        var buffer = new byte[length];
        new Random(seed).NextBytes(buffer);
        return new Part(buffer, length, giveBack ?? (_ => { }));
    }

    /// <summary>Writes a part and lets go of it, as a pipeline does.</summary>
    public static async Task SendAsync(this IObjectUpload upload, Part part, CancellationToken ct)
    {
        try
        {
            await upload.WriteAsync(part, ct);
        }
        finally
        {
            part.Release();
        }
    }

    public static async Task<byte[]> ReadAllAsync(this IBackupStore store, string key, CancellationToken ct, string? version = null)
    {
        await using var stream = await store.ReadAsync(key, version, ct);
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, ct);
        return memory.ToArray();
    }

    public static async Task<IReadOnlyList<string>> KeysAsync(this IBackupStore store, string prefix, CancellationToken ct)
    {
        var keys = new List<string>();
        await foreach (var found in store.ListAsync(prefix, ct))
        {
            keys.Add(found.Key);
        }

        return keys;
    }
}
