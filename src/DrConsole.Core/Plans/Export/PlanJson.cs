using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DrConsole.Plans.Import;
using DrConsole.Platform;

namespace DrConsole.Plans.Export;

/// <summary>A plan as JSON, with the names of the stored document, in the form that <see cref="PlanJsonSchema"/> describes.</summary>
public static class PlanJson
{
    /// <summary>Stands in the member <c>schema</c> of every export, and is the schema's <c>$id</c>.</summary>
    public const string SchemaId = "urn:drconsole:plan:1";

    private static readonly JsonSerializerOptions Readable = new(CanonicalJson.Options) { WriteIndented = true, NewLine = "\n" };

    private static readonly JsonSerializerOptions Strict = new(JsonProperties.Strict)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, NumberHandling = JsonNumberHandling.Strict, PropertyNameCaseInsensitive = false,
    };

    /// <summary>Writes the plan; the same plan gives the same bytes. <see cref="PlanContent"/> says what it carries.</summary>
    public static string Write(PlanDocument document) =>
        new JsonObject { ["schema"] = SchemaId, ["plan"] = PlanContent.Of(document) }.ToJsonString(Readable) + "\n";

    internal static bool IsJson(SourceText source) =>
        source.Text.AsSpan().TrimStart() is ['{', ..] && source.Text.Contains("\"schema\"", StringComparison.Ordinal) && source.Text.Contains("urn:drconsole:plan:", StringComparison.Ordinal);

    internal static ImportedPlan Read(SourceText source)
    {
        var root = Parse(source.Text);
        try
        {
            Check(root);
        }
        catch (InvalidOperationException)
        {
            throw Refusal("$", "a text holds half of a character (one of \\ud800 to \\udfff alone)");
        }

        var plan = PlanContent.ToDocument(PlanContent.Of(Document(root).Plan)); // lines of another text mean nothing here
        return new ImportedPlan(plan, 1, source.Warnings, source.Text);
    }

    private static void Check(JsonObject root)
    {
        if ((root["schema"] as JsonValue)?.TryGetValue<string>(out var id) is not true || id != SchemaId)
        {
            throw Refusal("$.schema", $"this console reads {SchemaId}");
        }

        new JsonCheck().Demand(root);
    }

    private static JsonObject Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new() { MaxDepth = CanonicalJson.Options.MaxDepth, AllowDuplicateProperties = false }) as JsonObject ?? throw Refusal("$", "an object is expected");
        }
        catch (JsonException broken)
        {
            throw new RefusedException("plan_json_broken", $"This JSON cannot be read: line {broken.LineNumber + 1}, {broken.Message}");
        }
    }

    private static Envelope Document(JsonObject root)
    {
        try
        {
            return root.Deserialize<Envelope>(Strict)!;
        }
        catch (JsonException misfit)
        {
            throw Refusal(misfit.Path ?? "$", misfit.Message.Split(" Path:")[0]);
        }
    }

    internal static RefusedException Refusal(string path, string why) => new("plan_json_misfits", $"This JSON is no plan: at {path}, {why}.");

    private sealed record Envelope
    {
        [JsonPropertyName("$schema")]
        public string? Address { get; init; }

        public required string Schema { get; init; }

        public required PlanDocument Plan { get; init; }
    }
}
