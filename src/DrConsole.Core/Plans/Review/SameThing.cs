using System.Text.Json.Nodes;
using DrConsole.Plans.Import;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Review;

/// <summary>Tells whether two items of one kind speak of the same thing, and whether two values of a field say the same.</summary>
internal static class SameThing
{
    /// <summary>The item's name without regard to case, accents and punctuation; empty when it has none.</summary>
    public static string Name(ItemKind kind, JsonObject item)
    {
        var title = kind.Field(kind.Title)!;
        var named = title.IsRequired || !kind.Fields.Any(IsRequiredText)
            ? (string?)item[kind.Title] ?? kind.Fields.Where(field => field.Kind == FieldKind.Name).Select(field => (string?)item[field.Name]).FirstOrDefault(text => text is not null)
            : kind.Fields.Where(IsRequiredText).Select(field => (string?)item[field.Name]).FirstOrDefault();
        return Plain(named);
    }

    /// <summary>Whether both have a title, and not the same: then they are two things, whatever else they share.</summary>
    public static bool AreNamedApart(ItemKind kind, JsonObject one, JsonObject other) =>
        kind.Apart is not null && IsStated(one[kind.Title]) && IsStated(other[kind.Title]) && !string.Equals(Plain((string?)one[kind.Title]), Plain((string?)other[kind.Title]), StringComparison.Ordinal);

    /// <summary>Fields for which both state a value, and not the same.</summary>
    public static IEnumerable<PlanField> Differing(ItemKind kind, JsonObject one, JsonObject other) =>
        kind.Fields.Where(field => IsStated(one[field.Name]) && IsStated(other[field.Name]) && !Says(one[field.Name], other[field.Name]));

    /// <summary>Whether one document may well mean two things: a field that tells such items apart differs.</summary>
    public static bool AreApart(ItemKind kind, JsonObject one, JsonObject other) =>
        kind.Apart is not { } apart || Differing(kind, one, other).Any(field => apart.Contains(field.Name, StringComparer.Ordinal));

    /// <summary>Whether two documents mean two things by one name: a choice differs, or most of what tells such items apart.</summary>
    public static bool AreApartAcross(ItemKind kind, JsonObject one, JsonObject other)
    {
        var differing = Differing(kind, one, other).Where(field => kind.Apart?.Contains(field.Name, StringComparer.Ordinal) is true).ToList();
        return differing.Count > 1 || differing.Exists(field => field.Kind == FieldKind.Choice);
    }

    /// <summary>False for a missing or empty value.</summary>
    public static bool IsStated(JsonNode? value) => value switch
    {
        null => false,
        JsonArray list => list.Count > 0,
        JsonValue plain when plain.TryGetValue<string>(out var text) => !string.IsNullOrWhiteSpace(text),
        _ => true,
    };

    /// <summary>True when both values say the same: texts without regard to case, white space and a last full stop, commands without their place.</summary>
    public static bool Says(JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (JsonValue a, JsonValue b) when a.TryGetValue<string>(out var first) && b.TryGetValue<string>(out var second) => string.Equals(Folded(first), Folded(second), StringComparison.OrdinalIgnoreCase),
        (JsonObject a, JsonObject b) => JsonNode.DeepEquals(WithoutPlace(a), WithoutPlace(b)),
        _ => JsonNode.DeepEquals(one, other),
    };

    private static bool IsRequiredText(PlanField field) => field is { IsRequired: true, Kind: FieldKind.Text or FieldKind.LongText };

    private static string Plain(string? text)
    {
        var words = string.Join(' ', Words.Of(text ?? "").All);
        return words.Length > 0 ? words : (text ?? "").Trim();
    }

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', ' ');

    private static JsonObject WithoutPlace(JsonObject value)
    {
        var bare = (JsonObject)value.DeepClone();
        bare.Remove("source");
        return bare;
    }
}
