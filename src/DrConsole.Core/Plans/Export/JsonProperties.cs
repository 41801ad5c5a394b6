using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DrConsole.Platform;

namespace DrConsole.Plans.Export;

/// <summary>The properties of a plan's records by their JSON names, and which of them a text must state.</summary>
internal static class JsonProperties
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, JsonPropertyInfo>> Known = new();

    /// <summary>Canonical JSON, read strictly: nothing that cannot be null is null or left out.</summary>
    public static JsonSerializerOptions Strict { get; } = new(CanonicalJson.Options)
    {
        RespectNullableAnnotations = true, TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(RequireWhatCannotBeNull),
    };

    public static IReadOnlyDictionary<string, JsonPropertyInfo> Of(Type type) => Known.GetOrAdd(
        type, static type => Strict.GetTypeInfo(type).Properties.ToDictionary(property => property.Name, StringComparer.Ordinal));

    // A parameter of a record that is left out would silently become null, or the first of its kind.
    private static void RequireWhatCannotBeNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired |= property.AssociatedParameter is { IsNullable: false, HasDefaultValue: false } && Nullable.GetUnderlyingType(property.PropertyType) is null;
        }
    }
}
