using System.Buffers.Binary;

namespace DrConsole.Backups.Sources.Redis;

/// <summary>The checksum of Redis database files: CRC-64 with Jones's polynomial, reflected. The check value of "123456789" is e9c6d914c4b8d9ca (Redis, src/crc64.c).</summary>
internal static class Crc64
{
    private const ulong Polynomial = 0x95ac9329ac4bc9b5; // 0xad93d23594c935a9 with its bits reversed
    private const int Lanes = 8;
    private static readonly ulong[] Table = BuildTable();

    /// <summary>Goes on with a checksum over more bytes; begin with 0.</summary>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        while (bytes.Length >= Lanes)
        {
            crc ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            crc = table[(7 * 256) + (byte)crc] ^ table[(6 * 256) + (byte)(crc >> 8)] ^ table[(5 * 256) + (byte)(crc >> 16)] ^ table[(4 * 256) + (byte)(crc >> 24)]
                ^ table[(3 * 256) + (byte)(crc >> 32)] ^ table[(2 * 256) + (byte)(crc >> 40)] ^ table[256 + (byte)(crc >> 48)] ^ table[(byte)(crc >> 56)];
            bytes = bytes[Lanes..];
        }

        foreach (var next in bytes)
        {
            crc = table[(byte)(crc ^ next)] ^ (crc >> 8);
        }

        return crc;
    }

    private static ulong[] BuildTable()
    {
        var table = new ulong[Lanes * 256];
        for (var index = 0; index < 256; index++)
        {
            var crc = (ulong)index;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            }

            table[index] = crc;
        }

        for (var index = 256; index < table.Length; index++)
        {
            table[index] = table[(byte)table[index - 256]] ^ (table[index - 256] >> 8);
        }

        return table;
    }
}
