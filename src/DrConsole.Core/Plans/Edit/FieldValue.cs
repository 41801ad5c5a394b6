using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DrConsole.Platform;

namespace DrConsole.Plans.Edit;

/// <summary>Compares values of fields.</summary>
public static class FieldValue
{
    /// <summary>Whether two values mean the same: nothing, an empty text, an empty list and "no" are one.</summary>
    public static bool Same(JsonNode? one, JsonNode? other) => Bytes(one).AsSpan().SequenceEqual(Bytes(other));

    /// <summary>Null for whatever means that nothing is said.</summary>
    public static JsonNode? Meant(JsonNode? value) => value switch
    {
        JsonArray { Count: 0 } => null,
        JsonValue plain when plain.TryGetValue<string>(out var text) && text.Length == 0 => null,
        JsonValue plain when plain.TryGetValue<bool>(out var flag) && !flag => null,
        _ => value,
    };

    /// <summary>The value as a number, however it was made; null when it is none.</summary>
    public static double? Number(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : null;

    private static byte[] Bytes(JsonNode? value) => CanonicalJson.Bytes(Meant(value));
}
