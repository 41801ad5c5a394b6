using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DrConsole.Stores.S3;

/// <summary>What goes into requests.</summary>
internal static class S3Content
{
    /// <summary>Nobody is to interpret a backup.</summary>
    public const string Type = "application/octet-stream";

    /// <summary>A stream over the bytes themselves: parts are not copied.</summary>
    public static Stream Open(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

#pragma warning disable CA5351 // the one checksum that every S3 server checks; it guards the way, not against people
    public static byte[] Md5(ReadOnlySpan<byte> bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351
}
