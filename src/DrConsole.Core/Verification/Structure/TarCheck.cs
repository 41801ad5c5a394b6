using DrConsole.Backups.Format;
using DrConsole.Platform;
using DrConsole.Verification.Scratch;

namespace DrConsole.Verification.Structure;

/// <summary>Lists an archive of files without unpacking it, and refuses one whose names would leave the folder that it is unpacked into.</summary>
internal static class TarCheck
{
    public static async Task<StructureFinding> RunAsync(ManifestEntry entry, Stream plain, Sandbox sandbox, Guid serves, IReadOnlyList<string> needed, CancellationToken ct)
    {
        var command = sandbox.Around(new("tar", ["--list", "--file=-", "--quoting-style=escape", "--ignore-zeros"]) { Serves = serves });
        var (exit, seen) = await ToolFeed.RunAsync(command, plain, (output, token) => SeeAsync(output, needed, token), ct);
        if (!exit.IsClean)
        {
            return StructureFinding.Bad($"tar cannot read {entry.Name}: it ended with code {exit.Code}: {exit.Said}");
        }

        if (seen.Leaving is { } name)
        {
            return StructureFinding.Bad($"{entry.Name} holds a path that leads out of its folder: “{SafeText.Clean(name)}”. Do not unpack it.");
        }

        return seen.Missing.Count == 0
            ? StructureFinding.Good($"tar listed {seen.Entries} entries of {entry.Name}", entry.Tool)
            : StructureFinding.Bad($"{entry.Name} lacks {string.Join(", ", seen.Missing)}, without which it cannot be started.");
    }

    private static async Task<Listing> SeeAsync(Stream output, IReadOnlyList<string> needed, CancellationToken ct)
    {
        using var reader = new StreamReader(output);
        var missing = new HashSet<string>(needed, StringComparer.Ordinal);
        var (entries, leaving) = (0L, (string?)null);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            entries++;
            var name = line.StartsWith("./", StringComparison.Ordinal) ? line[2..] : line;
            missing.Remove(name);
            leaving ??= name.Split('/').Contains("..", StringComparer.Ordinal) ? name : null;
        }

        return new(entries, leaving, missing);
    }

    private sealed record Listing(long Entries, string? Leaving, IReadOnlyCollection<string> Missing);
}
