using DrConsole.Backups.Format;
using DrConsole.Backups.Sources.Own;
using DrConsole.Platform;
using DrConsole.Verification.Scratch;

namespace DrConsole.Verification.Structure;

/// <summary>
/// Has the tool that would restore a stream read all of it, without carrying anything out. Reads the stream to its end in every case,
/// so that its hashes are checked too.
/// </summary>
internal static class StructureCheck
{
    public static async Task<StructureFinding> RunAsync(ManifestEntry entry, Stream plain, ScratchPlace place, Sandbox sandbox, Guid serves, CancellationToken ct)
    {
        try
        {
            var finding = await LookAsync(entry, plain, place, sandbox, serves, ct);
            await plain.CopyToAsync(Stream.Null, ct);
            return finding;
        }
        catch (RefusedException missing) when (missing.Code == "program_missing")
        {
            await plain.CopyToAsync(Stream.Null, ct);
            return StructureFinding.Unknown($"The structure of {entry.Name} cannot be checked here: {missing.Message}");
        }
    }

    private static Task<StructureFinding> LookAsync(ManifestEntry entry, Stream plain, ScratchPlace place, Sandbox sandbox, Guid serves, CancellationToken ct) => entry.Format switch
    {
        StreamFormat.PostgresArchive => PostgresArchiveCheck.RunAsync(entry, plain, sandbox, serves, ct),
        StreamFormat.PostgresSql => TextDumpCheck.RunAsync(entry, plain, ["--"], "PostgreSQL database cluster dump complete", ct),
        StreamFormat.MariaDbSql => TextDumpCheck.RunAsync(entry, plain, ["-- M", "/*"], "-- Dump completed", ct),
        StreamFormat.Tar => TarCheck.RunAsync(entry, plain, sandbox, serves, [], ct),
        StreamFormat.PostgresBase => TarCheck.RunAsync(entry, plain, sandbox, serves, ["PG_VERSION", "backup_label", "global/pg_control"], ct),
        StreamFormat.RedisRdb => RedisCheck.RunAsync(entry, plain, place, sandbox, serves, ct),
        StreamFormat.MongoArchive => MongoCheck.RunAsync(entry, plain, sandbox, serves, ct),
        StreamFormat.Yaml => ParseCheck.YamlAsync(entry, plain, ct),
        StreamFormat.Json => ParseCheck.JsonAsync(entry, plain, ct),
        StreamFormat.Raw when entry.Name == ConsoleDatabase.MasterKeyStream => MasterKeyCheck.RunAsync(entry, plain, ct),
        _ => Task.FromResult(StructureFinding.Unknown($"Nothing is known of the structure of {entry.Name}: these are bytes of a program of your own. Reading them back is the most that can be checked.")),
    };
}
