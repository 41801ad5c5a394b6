using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Review;

/// <summary>Makes one item of two that speak of the same thing. What only one states is filled in; where they differ the first stands, and a conflict keeps both.</summary>
internal sealed class FieldMerge(JsonArray conflicts)
{
    /// <summary>Takes over what the other item states.</summary>
    /// <param name="place">Where the other item's particulars stand when it does not say itself.</param>
    public void Merge(ItemKind kind, string key, JsonObject item, JsonObject other, SourceLines? place = null, params string[] own)
    {
        foreach (var field in kind.Fields.Where(field => SameThing.IsStated(other[field.Name])))
        {
            var (mine, theirs) = (item[field.Name], other[field.Name]!);
            if (!SameThing.IsStated(mine) || (field.Kind == FieldKind.Flag && (bool)theirs))
            {
                item[field.Name] = theirs.DeepClone();
            }
            else if (IsGathered(field.Kind))
            {
                Gather((JsonArray)mine!, (JsonArray)theirs);
            }
            else if (Longer(field, mine!, theirs) is { } longer)
            {
                item[field.Name] = longer;
            }
            else if (!SameThing.Says(mine, theirs) && IsStatement(kind, field) && !own.Contains(field.Name, StringComparer.Ordinal))
            {
                Contradict(key, field.Name, Stated(mine!, SourcePlaces.Of(item).FirstOrDefault()), Stated(theirs, SourcePlaces.Of(other).FirstOrDefault() ?? place));
            }
        }

        SourcePlaces.Join(item, other);
    }

    // How the console classes a thing is nothing that the documents say, and two of one name are named alike.
    private static bool IsStatement(ItemKind kind, PlanField field) => field.Kind != FieldKind.Choice && !string.Equals(field.Name, kind.Title, StringComparison.Ordinal);

    // Lists of independent things add up; rules that belong together contradict each other like any other value.
    private static bool IsGathered(FieldKind kind) =>
        kind is FieldKind.Lines or FieldKind.Names or FieldKind.Keys or FieldKind.Commands or FieldKind.Methods or FieldKind.Overrides;

    private static void Gather(JsonArray mine, JsonArray theirs)
    {
        foreach (var entry in theirs.Where(entry => !mine.Any(known => SameThing.Says(known, entry))).ToList())
        {
            mine.Add(entry!.DeepClone());
        }
    }

    // A text that holds the other one word for word says the same and more.
    private static JsonNode? Longer(PlanField field, JsonNode mine, JsonNode theirs) =>
        field.Kind != FieldKind.LongText ? null
        : ((string)theirs!).Contains((string)mine!, StringComparison.OrdinalIgnoreCase) ? theirs.DeepClone()
        : ((string)mine!).Contains((string)theirs!, StringComparison.OrdinalIgnoreCase) ? mine.DeepClone()
        : null;

    private void Contradict(string key, string field, JsonObject mine, JsonObject theirs)
    {
        var known = conflicts.OfType<JsonObject>().FirstOrDefault(conflict => string.Equals((string?)conflict["item"], key, StringComparison.Ordinal) && string.Equals((string?)conflict["field"], field, StringComparison.Ordinal));
        if (known is null)
        {
            conflicts.Add(new JsonObject { ["key"] = $"conflict/{key}/{field}", ["item"] = key, ["field"] = field, ["values"] = new JsonArray(mine, theirs) });
        }
        else if (known["values"] is JsonArray values && !values.Any(value => string.Equals((string?)value!["json"], (string?)theirs["json"], StringComparison.Ordinal)))
        {
            values.Add(theirs);
        }
    }

    private static JsonObject Stated(JsonNode value, SourceLines? source) => new() { ["json"] = value.ToJsonString(Platform.CanonicalJson.Options), ["source"] = SourcePlaces.Json(source) };
}
