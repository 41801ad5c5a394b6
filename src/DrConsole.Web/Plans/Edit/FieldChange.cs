using System.Text.Json.Nodes;

namespace DrConsole.Web.Plans.Edit;

/// <summary>What a person made of one field of an item. It fits the field: what does not is told at the field and never gets here.</summary>
/// <param name="Field">JSON name of the field.</param>
/// <param name="Value">Null when it was emptied.</param>
/// <param name="Was">The value when the person began, by which a change of somebody else meanwhile is found.</param>
public sealed record FieldChange(string Field, JsonNode? Value, JsonNode? Was = null);
