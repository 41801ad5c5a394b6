using System.Text;
using System.Text.Json.Nodes;
using DrConsole.Plans;
using DrConsole.Plans.Export;
using DrConsole.Plans.Import;
using DrConsole.Plans.Schema;
using DrConsole.Platform;
using DrConsole.Tests.Plans.Import;

namespace DrConsole.Tests.Plans.Export;

public sealed class RoundTripTests
{
    public static TheoryData<string> Fixtures => [.. Fixture.Names];

    [Fact]
    public void Every_plan_comes_back_from_its_Markdown()
    {
        for (var seed = 0; seed < 6000; seed++)
        {
            Assert.True(Survives(new GeneratedPlan(seed, seed % 3 / 2.0 * 0.6 + 0.2).Make()) is not { } lost, $"Plan {seed}: {Survives(new GeneratedPlan(seed, seed % 3 / 2.0 * 0.6 + 0.2).Make())}");
        }
    }

    internal static string? Survives(PlanDocument plan)
    {
        var written = PlanMarkdown.Write(plan);
        File.WriteAllText("/tmp/last.md", written);
        var read = PlanImporter.Import("plan.md", written);
        var again = PlanMarkdown.Write(read.Document);
        var difference = Difference(PlanContent.Of(plan), PlanContent.Of(read.Document), "$");
        return difference ?? (again != written ? "not stable" : null) ?? (read.Understood < 1 ? $"understood {read.Understood}" : null);
    }

    internal static string? Difference(JsonNode? one, JsonNode? other, string path)
    {
        switch (one, other)
        {
            case (JsonObject a, JsonObject b):
                return a.Select(member => member.Key).Union(b.Select(member => member.Key)).Select(name => Difference(a[name], b[name], $"{path}.{name}")).FirstOrDefault(found => found is not null);
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return a.Select((item, i) => Difference(item, b[i], $"{path}[{i}]")).FirstOrDefault(found => found is not null);
            default:
                return JsonNode.DeepEquals(one, other) ? null : $"{path}: {one?.ToJsonString(CanonicalJson.Options) ?? "nothing"} became {other?.ToJsonString(CanonicalJson.Options) ?? "nothing"}";
        }
    }
}
