using System.Text.Json.Nodes;
using DrConsole.Plans;
using DrConsole.Plans.Export;
using DrConsole.Platform;

namespace DrConsole.Tests.Plans.Export;

/// <summary>Compares what two plans say, and names the first place where they differ.</summary>
internal static class SameContent
{
    /// <summary>Fails when the second plan does not say what the first one says.</summary>
    public static void Holds(PlanDocument expected, PlanDocument actual, string what = "") =>
        Assert.True(Difference(PlanContent.Of(expected), PlanContent.Of(actual), "$") is not { } difference, $"{what} {Difference(PlanContent.Of(expected), PlanContent.Of(actual), "$")}");

    private static string? Difference(JsonNode? one, JsonNode? other, string path)
    {
        switch (one, other)
        {
            case (JsonObject a, JsonObject b):
                return a.Select(member => member.Key).Union(b.Select(member => member.Key)).Select(name => Difference(a[name], b[name], $"{path}.{name}")).FirstOrDefault(found => found is not null);
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return a.Select((item, i) => Difference(item, b[i], $"{path}[{i}]")).FirstOrDefault(found => found is not null);
            default:
                return JsonNode.DeepEquals(one, other) ? null : $"{path}: {Said(one)} became {Said(other)}";
        }
    }

    private static string Said(JsonNode? node) => node?.ToJsonString(CanonicalJson.Options) ?? "nothing";
}
