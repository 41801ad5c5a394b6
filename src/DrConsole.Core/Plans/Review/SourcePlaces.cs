using System.Text.Json.Nodes;

namespace DrConsole.Plans.Review;

/// <summary>Reads and shifts the source lines that an item's JSON carries.</summary>
public static class SourcePlaces
{
    /// <summary>The lines of the item itself, its own place first.</summary>
    public static IEnumerable<SourceLines> Of(JsonObject item) =>
        new[] { item["source"] }.Concat(item["moreSources"] as JsonArray ?? []).OfType<JsonObject>().Select(Lines);

    /// <summary>The lines of the item and of everything in it, in order, those that touch joined.</summary>
    public static IReadOnlyList<SourceLines> Whole(JsonObject item)
    {
        var whole = new List<SourceLines>();
        foreach (var lines in Places(item).Select(Lines).OrderBy(lines => lines.First))
        {
            if (whole.Count > 0 && lines.First <= whole[^1].Last + 1)
            {
                whole[^1] = whole[^1] with { Last = Math.Max(whole[^1].Last, lines.Last) };
            }
            else
            {
                whole.Add(lines);
            }
        }

        return whole;
    }

    /// <summary>Moves every place in the tree by so many lines.</summary>
    public static void Shift(JsonNode? node, int by)
    {
        foreach (var place in Places(node))
        {
            place["first"] = (int)place["first"]! + by;
            place["last"] = (int)place["last"]! + by;
        }
    }

    /// <summary>Adds the places of another item as further ones; an item without a place gets the first of them.</summary>
    public static void Join(JsonObject item, JsonObject other)
    {
        var places = Of(item).Concat(Of(other)).Distinct().ToList();
        if (places.Count > 0)
        {
            item["source"] = Json(places[0]);
            item["moreSources"] = new JsonArray([.. places.Skip(1).Select(Json)]);
        }
    }

    /// <summary>A place as JSON; null for none.</summary>
    public static JsonNode? Json(SourceLines? lines) => lines is null ? null : new JsonObject { ["first"] = lines.First, ["last"] = lines.Last };

    private static SourceLines Lines(JsonObject place) => new((int)place["first"]!, (int)place["last"]!);

    private static IEnumerable<JsonObject> Places(JsonNode? node) => node switch
    {
        JsonArray items => items.SelectMany(Places),
        JsonObject members => members.SelectMany(member => member.Key switch
        {
            "source" => member.Value is JsonObject place ? [place] : [],
            "moreSources" => member.Value is JsonArray places ? places.OfType<JsonObject>() : [],
            _ => Places(member.Value),
        }),
        _ => [],
    };
}
