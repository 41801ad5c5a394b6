using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;
using DrConsole.Platform;

namespace DrConsole.Plans.Export;

/// <summary>The JSON Schema (draft 2020-12) of <see cref="PlanJson"/>, made of <see cref="PlanSchema"/> and what the records demand.</summary>
public static class PlanJsonSchema
{
    private const string Definitions = "#/$defs/";

    private static readonly ItemKind Stated = new("stated value", "Stated value", "Stated values", "values", "json", typeof(StatedValue),
        [Fields.Text("json", "The value as JSON")]) { Part = "" };

    /// <summary>The schema as text; the same in every process.</summary>
    public static string Text { get; } = Make().ToJsonString(new(CanonicalJson.Options) { WriteIndented = true, NewLine = "\n" }) + "\n";

    private static JsonObject Make()
    {
        var small = Enum.GetValues<FieldKind>().Select(RowFields.Of).OfType<ItemKind>();
        var kinds = PlanSchema.Kinds.Select(kind => (Kind: kind, HasKey: true)).Append((Kind: MarkdownLayout.Conflict, HasKey: true))
            .Concat(small.Concat([PlanSchema.Meta, Stated]).Select(kind => (Kind: kind, HasKey: false)));
        var plan = new JsonObject { ["meta"] = Reference(PlanSchema.Meta) };
        foreach (var kind in MarkdownLayout.Chapters)
        {
            plan[kind.List] = List(Reference(kind));
        }

        var root = Object("A disaster-recovery plan of DR Console", ["schema", "plan"], new JsonObject
        {
            ["$schema"] = new JsonObject { ["type"] = "string", ["description"] = "Where this schema lies, for editors." },
            ["schema"] = new JsonObject { ["const"] = PlanJson.SchemaId },
            ["plan"] = Object("Plan", ["meta"], plan),
        });
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "$id", PlanJson.SchemaId);
        root["$defs"] = new JsonObject(kinds.OrderBy(entry => entry.Kind.Name, StringComparer.Ordinal).Select(entry => KeyValuePair.Create<string, JsonNode?>(NameOf(entry.Kind), Definition(entry.Kind, entry.HasKey))));
        return root;
    }

    private static JsonObject Definition(ItemKind kind, bool hasKey)
    {
        var properties = new JsonObject();
        if (hasKey)
        {
            properties["key"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["description"] = "Stable name of the entry within the plan; no two are the same." };
        }

        foreach (var field in kind.Fields)
        {
            properties[field.Name] = Field(kind, field);
        }

        foreach (var child in PlanSchema.ChildrenOf(kind))
        {
            properties[child.List] = List(Reference(child));
        }

        var required = kind.Fields.Where(field => IsRequired(kind, field)).Select(field => field.Name);
        return Object(kind.Singular, hasKey ? required.Prepend("key") : required, properties);
    }

    private static JsonObject Field(ItemKind kind, PlanField field)
    {
        var described = new JsonObject { ["title"] = field.Label };
        if (field.Hint is { } hint)
        {
            described["description"] = hint;
        }

        var shape = kind == MarkdownLayout.Conflict && field.Kind == FieldKind.Lines ? List(Reference(Stated)) : Shape(kind, field);
        foreach (var (name, value) in shape)
        {
            described[name] = value?.DeepClone();
        }

        return described;
    }

    private static JsonObject Shape(ItemKind kind, PlanField field) => field.Kind switch
    {
        FieldKind.Minutes or FieldKind.Days => Typed(kind, field, "number"),
        FieldKind.Number => Typed(kind, field, "integer"),
        FieldKind.Flag => new JsonObject { ["type"] = "boolean" },
        FieldKind.Choice when FieldText.IsClosed(kind.Type, field) => new JsonObject { ["enum"] = new JsonArray([.. field.Choices.Select(choice => JsonValue.Create(choice.Value)), .. IsRequired(kind, field) ? Array.Empty<JsonNode?>() : [null]]) },
        FieldKind.Lines or FieldKind.Names or FieldKind.Keys => List(new JsonObject { ["type"] = "string" }),
        var small when RowFields.Of(small) is { } record => List(Reference(record)),
        _ => Typed(kind, field, "string"),
    };

    private static JsonObject Typed(ItemKind kind, PlanField field, string type) =>
        new() { ["type"] = IsRequired(kind, field) ? type : new JsonArray(type, "null") };

    private static bool IsRequired(ItemKind kind, PlanField field) => JsonProperties.Of(kind.Type)[field.Name].IsRequired;

    private static JsonObject List(JsonObject of) => new() { ["type"] = "array", ["items"] = of };

    private static JsonObject Reference(ItemKind kind) => new() { ["$ref"] = Definitions + NameOf(kind) };

    private static string NameOf(ItemKind kind) => kind.Name.Replace(' ', '-');

    private static JsonObject Object(string title, IEnumerable<string> required, JsonObject properties) => new()
    {
        ["title"] = title, ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]), ["additionalProperties"] = false,
    };
}
