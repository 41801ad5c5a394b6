using System.Runtime.InteropServices;

namespace DrConsole.Backups.Pipeline.Zstd;

/// <summary>The few functions of libzstd that are used (Debian: libzstd1). Names and constants are those of <c>zstd.h</c>, version 1.4 and later.</summary>
internal static unsafe partial class Libzstd
{
    public const int CompressionLevel = 100; // ZSTD_c_compressionLevel
    public const int ChecksumFlag = 201; // ZSTD_c_checksumFlag
    public const int WindowLogMax = 100; // ZSTD_d_windowLogMax
    public const int Continue = 0; // ZSTD_e_continue
    public const int End = 2; // ZSTD_e_end
    private const string Library = "libzstd.so.1";

    /// <summary>Returns the value, or throws when it is an error code of the library.</summary>
    public static nuint Checked(nuint code) => IsError(code) == 0
        ? code
        : throw new InvalidDataException($"zstd: {Marshal.PtrToStringUTF8(GetErrorName(code))}");

    [LibraryImport(Library, EntryPoint = "ZSTD_createCCtx")]
    public static partial nint CreateCompression();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeCCtx")]
    public static partial nuint FreeCompression(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_CCtx_setParameter")]
    public static partial nuint SetCompression(nint context, int parameter, int value);

    [LibraryImport(Library, EntryPoint = "ZSTD_compressStream2")]
    public static partial nuint Compress(nint context, OutBuffer* output, InBuffer* input, int directive);

    [LibraryImport(Library, EntryPoint = "ZSTD_createDCtx")]
    public static partial nint CreateDecompression();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint FreeDecompression(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_DCtx_setParameter")]
    public static partial nuint SetDecompression(nint context, int parameter, int value);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint Decompress(nint context, OutBuffer* output, InBuffer* input);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint code);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorName")]
    private static partial nint GetErrorName(nuint code);

    /// <summary><c>ZSTD_inBuffer</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct InBuffer
    {
        public byte* Source;
        public nuint Size;
        public nuint Position;
    }

    /// <summary><c>ZSTD_outBuffer</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct OutBuffer
    {
        public byte* Target;
        public nuint Size;
        public nuint Position;
    }
}
