using System.Text;
using DrConsole.Backups.Format;

namespace DrConsole.Verification.Structure;

/// <summary>
/// A dump of SQL text begins as its program begins and ends with the line that the program writes last: half a dump is restored without a
/// complaint, so the last line is what tells.
/// </summary>
internal static class TextDumpCheck
{
    private const int Kept = 4096;
    private const int BufferSize = 256 * 1024;

    public static async Task<StructureFinding> RunAsync(ManifestEntry entry, Stream plain, string[] beginnings, string ending, CancellationToken ct)
    {
        var (head, tail) = await EndsAsync(plain, ct);
        if (!beginnings.Any(beginning => head.TrimStart().StartsWith(beginning, StringComparison.Ordinal)))
        {
            return StructureFinding.Bad($"{entry.Name} does not begin as a dump of {entry.Tool} does.");
        }

        return tail.Contains(ending, StringComparison.Ordinal)
            ? StructureFinding.Good($"{entry.Name} begins and ends as {entry.Tool} writes it")
            : StructureFinding.Bad($"{entry.Name} does not end with “{ending}”: the dump was cut off. Take a new backup and restore from an older one.");
    }

    private static async Task<(string Head, string Tail)> EndsAsync(Stream plain, CancellationToken ct)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
        var head = new List<byte>(Kept);
        byte[] tail = [];
        while (await plain.ReadAsync(buffer, ct) is var read and > 0)
        {
            head.AddRange(buffer.AsSpan(0, Math.Min(read, Kept - head.Count)));
            byte[] both = [.. tail, .. buffer.AsSpan(Math.Max(0, read - Kept), Math.Min(read, Kept))];
            tail = both[Math.Max(0, both.Length - Kept)..];
        }

        return (Encoding.UTF8.GetString([.. head]), Encoding.UTF8.GetString(tail));
    }
}
