using System.Buffers.Binary;
using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;

namespace DrConsole.Backups.Pipeline;

/// <summary>What a stream must look like at both ends before it is believed. Tools were seen to stop early and end with code 0.</summary>
internal static class StreamChecks
{
    private const uint MongoMagic = 0x8199e26d; // archive/archive.go of mongo-tools
    private const int TarBlock = 512;

    /// <summary>Returns when the stream can be believed.</summary>
    /// <exception cref="BackupFailedException">The stream is too short, or does not begin or end as its format does.</exception>
    public static void EnsureWhole(SourceOutput output, long bytes, StreamEnds ends)
    {
        if (bytes < output.LeastBytes)
        {
            throw new BackupFailedException(
                "stream_too_short", $"{output.Name} has {bytes} bytes; less than {output.LeastBytes} cannot be whole. {output.Tool} said nothing of it: look at the source.");
        }

        if (FaultOf(output.Format, ends) is { } fault)
        {
            throw new BackupFailedException("stream_not_whole", $"{output.Name} is not whole: {fault} {output.Tool} ended with code 0 all the same.");
        }
    }

    private static string? FaultOf(StreamFormat format, StreamEnds ends) => format switch
    {
        StreamFormat.PostgresArchive when !ends.Head.StartsWith("PGDMP"u8) => "it does not begin like an archive of pg_dump.",
        StreamFormat.PostgresSql when ends.Tail.IndexOf(" dump complete"u8) < 0 => "the line 'dump complete' is missing at its end.",
        StreamFormat.MariaDbSql when ends.Tail.IndexOf("-- Dump completed"u8) < 0 => "the line '-- Dump completed' is missing at its end.",
        StreamFormat.RedisRdb when !ends.Head.StartsWith("REDIS"u8) => "it does not begin like a Redis database.",
        StreamFormat.RedisRdb when ends.Tail.Length < 9 || ends.Tail[^9] != 0xFF => "the end mark of a Redis database is missing.",
        StreamFormat.Tar or StreamFormat.PostgresBase when ends.Length % TarBlock != 0 || ends.Length < 2 * TarBlock || ends.Tail[^(2 * TarBlock)..].ContainsAnyExcept((byte)0)
            => "a tar archive ends with two empty blocks, and these are missing.",
        StreamFormat.MongoArchive when ends.Head.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(ends.Head) != MongoMagic => "it does not begin like an archive of mongodump.",
        StreamFormat.MongoArchive when !ends.Tail.EndsWith<byte>([0xFF, 0xFF, 0xFF, 0xFF]) => "the end mark of an archive of mongodump is missing.",
        _ => null,
    };
}
