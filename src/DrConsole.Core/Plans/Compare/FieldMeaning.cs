using System.Text.Json.Nodes;

namespace DrConsole.Plans.Compare;

/// <summary>What a field means, whatever way it is written down.</summary>
internal static class FieldMeaning
{
    /// <summary>The value without source lines; null when it says nothing, as an empty list or text and an unset flag do.</summary>
    public static JsonNode? Of(JsonNode? value) => value switch
    {
        null => null,
        JsonObject members => Members(members),
        JsonArray { Count: 0 } => null,
        JsonArray items => new JsonArray([.. items.Select(Of)]),
        JsonValue plain when plain.TryGetValue<bool>(out var flag) => flag ? JsonValue.Create(true) : null,
        JsonValue plain when plain.TryGetValue<string>(out var text) => string.IsNullOrWhiteSpace(text) ? null : JsonValue.Create(text.Trim()),
        _ => value.DeepClone(),
    };

    /// <summary>The value with every key in it replaced.</summary>
    public static JsonNode? WithKeys(JsonNode? value, Func<string, string> replace) =>
        value is JsonArray keys ? new JsonArray([.. keys.Select(key => (JsonNode?)JsonValue.Create(replace((string)key!)))]) : value?.DeepClone();

    private static JsonObject Members(JsonObject members)
    {
        var said = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (name is not "source" && Of(value) is { } meant)
            {
                said[name] = meant;
            }
        }

        return said;
    }
}
