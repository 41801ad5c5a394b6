using System.Text.Json;
using DrConsole.Backups.Format;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DrConsole.Verification.Structure;

/// <summary>Reads JSON and YAML to the end, as text of a known grammar.</summary>
internal static class ParseCheck
{
    private const long LargestJson = 256L * 1024 * 1024;

    public static async Task<StructureFinding> JsonAsync(ManifestEntry entry, Stream plain, CancellationToken ct)
    {
        if (entry.PlainBytes > LargestJson)
        {
            return StructureFinding.Unknown($"{entry.Name} is larger than the {LargestJson / 1024 / 1024} MiB of JSON that the console reads as a whole.");
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(plain, cancellationToken: ct);
            return StructureFinding.Good($"{entry.Name} is whole JSON");
        }
        catch (JsonException failure)
        {
            return StructureFinding.Bad($"{entry.Name} is no whole JSON: {failure.Message}");
        }
    }

    // By events, so that aliases which name each other many times cost nothing.
    public static async Task<StructureFinding> YamlAsync(ManifestEntry entry, Stream plain, CancellationToken ct)
    {
        try
        {
            var documents = await Task.Run(() => CountDocuments(plain, ct), ct);
            return documents > 0 ? StructureFinding.Good($"{entry.Name} is whole YAML, {documents} documents") : StructureFinding.Bad($"{entry.Name} holds no YAML document.");
        }
        catch (YamlException failure)
        {
            return StructureFinding.Bad($"{entry.Name} is no whole YAML: line {failure.Start.Line}: {failure.Message}");
        }
    }

    private static int CountDocuments(Stream plain, CancellationToken ct)
    {
        using var reader = new StreamReader(plain, leaveOpen: true);
        var parser = new Parser(reader);
        var documents = 0;
        while (parser.MoveNext())
        {
            ct.ThrowIfCancellationRequested();
            documents += parser.Current is DocumentStart ? 1 : 0;
        }

        return documents;
    }
}
