using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Export;

/// <summary>How a plan is laid out as Markdown: a chapter per kind; flat and short items as a table, the others each under a heading.</summary>
internal static class MarkdownLayout
{
    public const string Checklist = "checklist";
    public const string Step = "step";

    private const int LongestCell = 100;
    private const int MostLines = 5;
    private const int MostColumns = 9;

    // What people read one by one stays under headings even where it is short.
    private static readonly HashSet<string> Rich =
        new(["scenario", "phase", "step", "procedure", Checklist, "backup", "template", "note", "command", "monitoring", "communication"], StringComparer.Ordinal);

    /// <summary>Facts with two values. They tell of the documents, so that the schema does not have them, but they must not get lost.</summary>
    public static ItemKind Conflict { get; } = new("conflict", "Contradiction", "Contradictions", "conflicts", "field", typeof(PlanConflict),
        [Fields.Title("field", "Field"), Fields.Title("item", "Entry"), Fields.Lines("values", "Values")]) { Part = "" };

    /// <summary>The chapters in their order.</summary>
    public static IReadOnlyList<ItemKind> Chapters { get; } = [.. PlanSchema.TopKinds, Conflict];

    /// <summary>The columns of a table that holds these items; null when they are no items for a table.</summary>
    public static IReadOnlyList<PlanField>? Columns(ItemKind kind, IReadOnlyList<JsonObject> items)
    {
        if (Rich.Contains(kind.Name) || !items.All(item => kind.Fields.All(field => FitsCell(field, item[field.Name]))))
        {
            return null;
        }

        List<PlanField> columns = [.. kind.Fields.Where(field => field.Name == kind.Title || items.Any(item => Says(field, item[field.Name])))];
        return columns.Count <= MostColumns ? columns : null;
    }

    /// <summary>True when there is a value to write; a flag says something when it is set.</summary>
    public static bool Says(PlanField field, JsonNode? value) => value is not (null or JsonArray { Count: 0 }) && (field.Kind != FieldKind.Flag || (bool)value);

    /// <summary>The name that the importer makes an item's key of.</summary>
    public static string KeyOf(ItemKind kind, JsonObject item)
    {
        var name = kind.Name switch
        {
            "contact" => Filled(item["role"]) ?? Filled(item["name"]),
            "backup" => $"{(string?)item["what"]} {(string?)item["frequency"]}",
            "note" => Filled((item["under"] as JsonArray)?.LastOrDefault()) ?? "beginning",
            "phase" => Filled(item["title"]) ?? "steps",
            _ => Filled(item[kind.Title]),
        };
        return PlanKey.Of(kind.Name, name ?? kind.Singular);
    }

    private static bool FitsCell(PlanField field, JsonNode? value) => value switch
    {
        null or JsonArray { Count: 0 } => true,
        JsonArray lines => field.Kind is FieldKind.Lines or FieldKind.Names or FieldKind.Keys && lines.Count <= MostLines && lines.All(line => IsShort((string?)line)),
        JsonValue single when single.TryGetValue<string>(out var text) => IsShort(text),
        _ => true,
    };

    private static bool IsShort(string? text) => text is null || (text.Length <= LongestCell && !text.Contains('\n', StringComparison.Ordinal));

    private static string? Filled(JsonNode? text) => (string?)text is { Length: > 0 } filled ? filled : null;
}
