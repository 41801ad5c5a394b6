using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using DrConsole.Plans.Schema;
using DrConsole.Platform;

namespace DrConsole.Plans.Export;

/// <summary>The JSON Schema (draft 2020-12) of <see cref="PlanJson"/>: shapes from the records, words from <see cref="PlanSchema"/>.</summary>
public static class PlanJsonSchema
{
    private static readonly JsonSerializerOptions Exact = new(CanonicalJson.Options) { RespectNullableAnnotations = true, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static readonly Dictionary<Type, ItemKind> Kinds = PlanSchema.Kinds.Append(PlanSchema.Meta).ToDictionary(kind => kind.Type);

    /// <summary>The schema as text; the same in every process.</summary>
    public static string Text { get; } = Make().ToJsonString(new(CanonicalJson.Options) { WriteIndented = true, NewLine = "\n" }) + "\n";

    private static JsonObject Make()
    {
        var plan = (JsonObject)Exact.GetJsonSchemaAsNode(typeof(PlanDocument), new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe });
        var properties = (JsonObject)plan["properties"]!;
        properties.Remove("outline");
        properties.Remove("files");
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = PlanJson.SchemaId,
            ["title"] = "A disaster-recovery plan of DR Console",
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["$schema"] = new JsonObject { ["type"] = "string", ["description"] = "Where this schema lies, for editors." },
                ["schema"] = new JsonObject { ["const"] = PlanJson.SchemaId },
                ["plan"] = plan,
            },
            ["required"] = new JsonArray("schema", "plan"),
            ["additionalProperties"] = false,
        };
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject described)
        {
            return schema;
        }

        if (context.PropertyInfo?.DeclaringType is { } holder && Kinds.TryGetValue(holder, out var kind) && kind.Field(context.PropertyInfo.Name) is { } field)
        {
            described.Insert(0, "title", field.Label);
            if (field.Hint is { } hint)
            {
                described.Insert(1, "description", hint);
            }
        }

        if (described["properties"] is JsonObject)
        {
            described["additionalProperties"] = false;
        }

        return described;
    }
}
