using DrConsole.Backups.Format;
using DrConsole.Verification.Scratch;

namespace DrConsole.Verification.Structure;

/// <summary>
/// Has <c>pg_restore</c> turn the whole archive into a script that nobody runs. Its <c>--list</c> would read the table of contents only,
/// and ends with 0 on half a file.
/// </summary>
internal static class PostgresArchiveCheck
{
    public static async Task<StructureFinding> RunAsync(ManifestEntry entry, Stream plain, Sandbox sandbox, Guid serves, CancellationToken ct)
    {
        var exit = await ToolFeed.RunAsync(sandbox.Around(new("pg_restore", ["--file=/dev/null"]) { Serves = serves }), plain, ct);
        return exit switch
        {
            { IsClean: true } => StructureFinding.Good($"pg_restore read all of {entry.Name}", entry.Tool),
            _ when exit.Said.Contains("unsupported version", StringComparison.Ordinal) => StructureFinding.Unknown(
                $"{entry.Name} was made by a newer pg_dump than the pg_restore on this machine can read ({exit.Said}). Install the PostgreSQL client of that version and verify again."),
            _ => StructureFinding.Bad($"pg_restore cannot read {entry.Name}: it ended with code {exit.Code}: {exit.Said} Take a new backup and restore from an older one."),
        };
    }
}
