using System.Text.Json;
using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;
using DrConsole.Platform;

namespace DrConsole.Plans;

/// <summary>Reads the stored form of a plan's document.</summary>
public static class PlanDocumentBytes
{
    /// <summary>The document. Throws <see cref="JsonException"/> when the bytes are none, which the audit check reports.</summary>
    public static PlanDocument Read(byte[] document)
    {
        var root = JsonNode.Parse(document, documentOptions: new() { MaxDepth = CanonicalJson.Options.MaxDepth }) as JsonObject ?? throw new JsonException("The stored plan is empty.");
        GiveKeys(root);
        return root.Deserialize<PlanDocument>(CanonicalJson.Options)!;
    }

    // Documents from before phases and useful commands had keys get them here; the stored bytes, which are hashed, stay as they are.
    private static void GiveKeys(JsonObject root)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var phases = List(root, "scenarios").SelectMany(scenario => List(scenario, "phases")).Select(phase => (Kind: "phase", Item: phase, Name: (string?)phase["title"]));
        var commands = List(root, "usefulCommands").Select(command => (Kind: "command", Item: command, Name: (string?)command["title"]));
        foreach (var (kind, item, name) in phases.Concat(commands).Where(entry => entry.Item["key"] is null))
        {
            var key = PlanKey.Free(PlanKey.Of(kind, name is { Length: > 0 } ? name : "steps"), taken);
            taken.Add(key);
            item["key"] = key;
        }
    }

    private static IEnumerable<JsonObject> List(JsonObject holder, string name) => (holder[name] as JsonArray ?? []).OfType<JsonObject>();
}
