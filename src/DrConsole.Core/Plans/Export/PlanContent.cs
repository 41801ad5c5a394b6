using System.Text.Json;
using System.Text.Json.Nodes;
using DrConsole.Platform;

namespace DrConsole.Plans.Export;

/// <summary>
/// What an export carries: all that a plan says. Where a document said it (source lines, outline, files) stays behind, because the
/// lines count in a text that is not part of the export.
/// </summary>
public static class PlanContent
{
    private static readonly string[] OfTheDocument = ["outline", "files"];
    private static readonly string[] OfAnItem = ["source", "moreSources"];

    /// <summary>The plan's content as JSON with the stored document's names; fields without a value are left out, empty lists too.</summary>
    public static JsonObject Of(PlanDocument document)
    {
        var root = (JsonObject)JsonSerializer.SerializeToNode(document, CanonicalJson.Options)!;
        foreach (var name in OfTheDocument)
        {
            root.Remove(name);
        }

        return (JsonObject)Lean(root)!;
    }

    /// <summary>The document that a content describes.</summary>
    /// <exception cref="JsonException">The content does not fit the records.</exception>
    public static PlanDocument ToDocument(JsonObject content) => content.Deserialize<PlanDocument>(CanonicalJson.Options)!;

    // An item's key comes first: it is what people look for.
    private static JsonNode? Lean(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .Where(member => !OfAnItem.Contains(member.Key, StringComparer.Ordinal) && member.Value is not (null or JsonArray { Count: 0 }))
            .OrderBy(member => member.Key == "key" ? 0 : 1)
            .Select(member => KeyValuePair.Create(member.Key, Lean(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Lean)]),
        _ => node?.DeepClone(),
    };
}
