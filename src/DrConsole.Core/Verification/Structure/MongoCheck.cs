using DrConsole.Backups.Format;
using DrConsole.Verification.Scratch;

namespace DrConsole.Verification.Structure;

/// <summary>Has <c>mongorestore --dryRun</c> read the archive where it is installed.</summary>
internal static class MongoCheck
{
    public static async Task<StructureFinding> RunAsync(ManifestEntry entry, Stream plain, Sandbox sandbox, Guid serves, CancellationToken ct)
    {
        var exit = await ToolFeed.RunAsync(sandbox.Around(new("mongorestore", ["--archive", "--dryRun"]) { Serves = serves }), plain, ct);
        return exit switch
        {
            { IsClean: true } => StructureFinding.Good($"mongorestore --dryRun read {entry.Name}", entry.Tool),
            _ when exit.Said.Contains("connect", StringComparison.OrdinalIgnoreCase) || exit.Said.Contains("server selection", StringComparison.OrdinalIgnoreCase) =>
                StructureFinding.Unknown($"mongorestore wants a server even to look at {entry.Name}, and a scratch MongoDB is not on this machine: {exit.Said}"),
            _ => StructureFinding.Bad($"mongorestore cannot read {entry.Name}: it ended with code {exit.Code}: {exit.Said}"),
        };
    }
}
