using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;

namespace DrConsole.Web.Plans.Edit;

/// <summary>Values of fields as text to read, whatever their kind.</summary>
internal static class FieldText
{
    /// <summary>The value as text; an empty one says so.</summary>
    public static string Of(PlanField field, JsonNode? value) => FieldValue.Meant(value) switch
    {
        null => "(empty)",
        JsonArray rows when rows.OfType<JsonObject>().Any() && RowFields.Of(field.Kind) is { } kind => string.Join('\n', rows.OfType<JsonObject>().Select(row => Row(kind, row))),
        JsonValue flag when field.Kind == FieldKind.Flag && flag.TryGetValue<bool>(out _) => "Yes",
        JsonValue choice when field.Kind == FieldKind.Choice => field.Choices.FirstOrDefault(known => known.Value == (string?)choice)?.Label ?? (string)choice!,
        { } said => FieldEntry.Write(field, said),
    };

    private static string Row(ItemKind kind, JsonObject row) =>
        string.Join(" · ", kind.Fields.Where(field => row[field.Name] is not null).Select(field => Of(field, row[field.Name])));
}
