using System.Text.Json;
using System.Text.Json.Serialization;

namespace DrConsole.Platform;

/// <summary>A password or key in memory. Prints <c>***</c> wherever it is written by accident, and refuses to become JSON.</summary>
[JsonConverter(typeof(NeverJson))]
public sealed class SecretText(string value)
{
    private readonly string _value = value;

    /// <summary>The secret itself: for files of mode 0600 and protocol fields, never for logs, arguments or exceptions.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public override string ToString() => "***";

    private sealed class NeverJson : JsonConverter<SecretText>
    {
        public override SecretText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, SecretText value, JsonSerializerOptions options) =>
            throw new InvalidOperationException("A secret is never written as JSON: seal it with SecretBox.");
    }
}
