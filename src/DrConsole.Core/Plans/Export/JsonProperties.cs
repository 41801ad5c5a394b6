using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DrConsole.Platform;

namespace DrConsole.Plans.Export;

/// <summary>The properties of a plan's records by their JSON names.</summary>
internal static class JsonProperties
{
    private static readonly JsonSerializerOptions Options = new(CanonicalJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, JsonPropertyInfo>> Known = new();

    public static IReadOnlyDictionary<string, JsonPropertyInfo> Of(Type type) => Known.GetOrAdd(
        type, static type => Options.GetTypeInfo(type).Properties.ToDictionary(property => property.Name, StringComparer.Ordinal));
}
