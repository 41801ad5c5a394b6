using System.Text.Json;
using System.Text.Json.Nodes;
using DrConsole.Plans.Export;
using DrConsole.Plans.Import;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Plans.Export;

public sealed class PlanJsonTests
{
    [Fact]
    public void The_published_schema_is_the_committed_one()
    {
        var clone = Beside.Repository();
        if (clone is null)
        {
            Assert.Skip("The tests do not run in a clone of the repository.");
        }

        Assert.Equal(File.ReadAllText(Path.Combine(clone, "docs", "plan.schema.json")), PlanJsonSchema.Text);
    }

    [Fact]
    public void Every_export_obeys_the_schema()
    {
        var schema = new StructuralCheck(JsonNode.Parse(PlanJsonSchema.Text)!.AsObject());

        for (var seed = 0; seed < 60; seed++)
        {
            Assert.Empty(schema.Errors(JsonNode.Parse(PlanJson.Write(new GeneratedPlan(seed, 0.2 + (seed % 3 * 0.4)).Make()))));
        }
    }

    [Theory]
    [InlineData("\"tiers\":[{\"key\":\"t\",\"name\":\"One\",\"rtoMinutes\":\"soon\"}]", "$.plan.tiers[0].rtoMinutes")]
    [InlineData("\"tiers\":[{\"key\":\"t\",\"name\":\"One\",\"rtoMinutes\":\"5\"}]", "$.plan.tiers[0].rtoMinutes")]
    [InlineData("\"tiers\":[{\"key\":\"t\"}]", "$.plan.tiers[0]")]
    [InlineData("\"tiers\":[{\"key\":\"t\",\"name\":\"One\",\"colour\":\"red\"}]", "$.plan.tiers[0].colour")]
    [InlineData("\"tiers\":[null]", "$.plan.tiers[0]")]
    [InlineData("\"tiers\":null", "$.plan.tiers")]
    [InlineData("\"tiers\":[{\"key\":\"t\",\"name\":\"One\",\"criteria\":[null]}]", "$.plan.tiers[0].criteria[0]")]
    [InlineData("\"duties\":[{\"key\":\"d\",\"name\":\"Drill\",\"kind\":\"dancing\"}]", "$.plan.duties[0].kind")]
    [InlineData("\"tiers\":[{\"key\":\"t\",\"name\":\"One\"},{\"key\":\"t\",\"name\":\"Two\"}]", "$.plan.tiers[1]")]
    public void What_does_not_fit_is_refused_at_its_place(string member, string path)
    {
        var refusal = Assert.Throws<RefusedException>(() => PlanImporter.Import("plan.json", Envelope($"{{\"meta\":{{\"title\":\"Plan\"}},{member}}}")));

        Assert.Equal("plan_json_misfits", refusal.Code);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"schema\":\"urn:drconsole:plan:1\",\n\"plan\":{", "plan_json_broken")]
    [InlineData("{\"schema\":\"urn:drconsole:plan:2\",\"plan\":{}}", "plan_json_misfits")]
    [InlineData("{\"schema\":\"urn:drconsole:plan:1\"}", "plan_json_misfits")]
    [InlineData("{\"schema\":\"urn:drconsole:plan:1\",\"schema\":\"urn:drconsole:plan:1\"}", "plan_json_broken")]
    public void JSON_that_is_no_plan_is_refused(string json, string code) =>
        Assert.Equal(code, Assert.Throws<RefusedException>(() => PlanImporter.Import("plan.json", json)).Code);

    [Fact]
    public void Text_that_lies_about_its_direction_is_made_safe()
    {
        var read = PlanImporter.Import("plan.json", Envelope("{\"meta\":{\"title\":\"a\\u202Eb\\u0000\"}}"));

        Assert.Equal("a\uFFFDb\uFFFD", read.Document.Meta.Title);
    }

    [Fact]
    public void Lines_of_another_text_are_left_behind()
    {
        var read = PlanImporter.Import("plan.json", Envelope("{\"meta\":{\"title\":\"Plan\"},\"tiers\":[{\"key\":\"t\",\"name\":\"One\",\"source\":{\"first\":3,\"last\":9}}]}"));

        Assert.Null(Assert.Single(read.Document.Tiers).Source);
    }

    private static string Envelope(string plan) => $"{{\"schema\":\"{PlanJson.SchemaId}\",\"plan\":{plan}}}";

    /// <summary>As much of JSON Schema as the published schema uses; anything else in it is an error.</summary>
    private sealed class StructuralCheck(JsonObject schema)
    {
        private static readonly HashSet<string> Known = new(
            ["$schema", "$id", "$defs", "$ref", "title", "description", "type", "properties", "required", "additionalProperties", "items", "enum", "const", "minLength"], StringComparer.Ordinal);

        public IEnumerable<string> Errors(JsonNode? node) => Errors(node, schema, "$");

        private IEnumerable<string> Errors(JsonNode? node, JsonObject rule, string path)
        {
            var errors = rule.Select(member => member.Key).Where(name => !Known.Contains(name)).Select(name => $"unknown keyword {name}").ToList();
            if ((string?)rule["$ref"] is { } reference)
            {
                errors.AddRange(Errors(node, schema["$defs"]![reference["#/$defs/".Length..]]!.AsObject(), path));
            }

            if (rule["type"] is { } type && !Types(type).Any(name => Fits(node, name)))
            {
                errors.Add($"{path}: not {type.ToJsonString()}");
            }

            if (rule["enum"] is JsonArray allowed && !allowed.Any(value => JsonNode.DeepEquals(value, node)))
            {
                errors.Add($"{path}: not one of {allowed.ToJsonString()}");
            }

            if (rule["const"] is { } constant && !JsonNode.DeepEquals(constant, node))
            {
                errors.Add($"{path}: not {constant.ToJsonString()}");
            }

            if (node is JsonObject members && rule["properties"] is JsonObject properties)
            {
                errors.AddRange(members.Where(member => properties[member.Key] is null).Select(member => $"{path}.{member.Key}: not allowed"));
                errors.AddRange(((JsonArray)rule["required"]!).Where(name => members[(string)name!] is null).Select(name => $"{path}.{name}: missing"));
                errors.AddRange(members.Where(member => properties[member.Key] is not null).SelectMany(member => Errors(member.Value, properties[member.Key]!.AsObject(), $"{path}.{member.Key}")));
            }

            if (node is JsonArray items && rule["items"] is JsonObject each)
            {
                errors.AddRange(items.SelectMany((item, i) => Errors(item, each, $"{path}[{i}]")));
            }

            return errors;
        }

        private static IEnumerable<string> Types(JsonNode type) => type is JsonArray several ? several.Select(name => (string)name!) : [(string)type!];

        private static bool Fits(JsonNode? node, string type) => (node?.GetValueKind(), type) switch
        {
            (null or JsonValueKind.Null, "null") or (JsonValueKind.Object, "object") or (JsonValueKind.Array, "array") or (JsonValueKind.String, "string") or (JsonValueKind.Number, "number") => true,
            (JsonValueKind.True or JsonValueKind.False, "boolean") => true,
            (JsonValueKind.Number, "integer") => node!.AsValue().TryGetValue<long>(out _),
            _ => false,
        };
    }
}
