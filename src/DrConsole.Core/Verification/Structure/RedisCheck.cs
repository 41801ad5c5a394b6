using DrConsole.Backups.Format;
using DrConsole.Platform;
using DrConsole.Verification.Scratch;

namespace DrConsole.Verification.Structure;

/// <summary>Has <c>redis-check-rdb</c> read the whole file with its checksum. It wants a file, so the stream is laid into the scratch folder.</summary>
internal static class RedisCheck
{
    public const string FileName = "dump.rdb";

    public static async Task<StructureFinding> RunAsync(ManifestEntry entry, Stream plain, ScratchPlace place, Sandbox sandbox, Guid serves, CancellationToken ct)
    {
        var path = Path.Combine(place.Folder("redis-check"), FileName);
        await using (var file = new FileStream(path, FileMode.Create, FileAccess.Write))
        {
            await plain.CopyToAsync(file, ct);
        }

        await sandbox.GiveAsync(Path.GetDirectoryName(path)!, ct);
        await using var child = ChildProcess.Start(sandbox.Around(new("redis-check-rdb", [path]) { Serves = serves }));
        using var reader = new StreamReader(child.Output);
        var said = await reader.ReadToEndAsync(ct);
        var exit = await child.WaitAsync(ct);
        File.Delete(path);
        return exit.IsClean && said.Contains("RDB looks OK", StringComparison.Ordinal)
            ? StructureFinding.Good($"redis-check-rdb read all of {entry.Name}", entry.Tool)
            : StructureFinding.Bad($"redis-check-rdb cannot read {entry.Name}: {SafeText.Clean(string.Join(' ', said.Split('\n').TakeLast(3)))} {exit.Said}");
    }
}
