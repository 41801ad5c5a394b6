using System.Text.Json.Nodes;
using DrConsole.Plans;
using DrConsole.Plans.Schema;

namespace DrConsole.Tests.Plans.Compare;

/// <summary>Plans changed at random, but the same for the same seed.</summary>
internal static class MixedUp
{
    public static PlanDocument Of(PlanDocument plan, int seed)
    {
        var random = new Random(seed);
        var tree = new PlanTree(plan);
        for (var n = random.Next(1, 25); n > 0; n--)
        {
            Change(tree, random, n);
        }

        return tree.ToDocument();
    }

    private static void Change(PlanTree tree, Random random, int n)
    {
        var nodes = tree.Nodes.Where(node => node.Kind != PlanSchema.Meta).ToList();
        var node = nodes[random.Next(nodes.Count)];
        var sisters = nodes.Where(other => other.Kind == node.Kind && other.Key != node.Key).ToList();
        var sister = sisters.Count == 0 ? null : sisters[random.Next(sisters.Count)];
        switch (random.Next(6))
        {
            case 0:
                tree.Remove(node.Key);
                break;
            case 1:
                tree.Insert(node.Kind, sister?.Place.Parent ?? node.Place.Parent, random.Next(2) == 0 ? null : sister?.Key, new JsonObject { ["key"] = $"{node.Kind.Name}/new-{n}", [node.Kind.Title] = $"Quite new {n}", ["kind"] = "test", ["who"] = "Somebody" });
                break;
            case 2:
                tree.Set(node.Key, node.Kind.Title, JsonValue.Create($"{node.Title} ({n})"));
                break;
            case 3 when node.Kind.Name == "step":
                tree.Set(node.Key, "refersTo", new JsonArray([.. nodes.Where(other => other.Kind.Name == "scenario").Take(n).Select(other => (JsonNode?)JsonValue.Create(other.Key))]));
                break;
            case 4 when sister is not null && node.Kind.Name is not ("scenario" or "procedure" or "checklist"): // nothing may refer to what is gone
                Rename(tree, node, sister);
                break;
            default:
                tree.Move(node.Key, sister?.Place.Parent ?? node.Place.Parent, random.Next(3) == 0 ? null : sister?.Key);
                break;
        }
    }

    // The same item under another key, as a changed document gives it.
    private static void Rename(PlanTree tree, PlanNode node, PlanNode sister)
    {
        var item = (JsonObject)node.Json.DeepClone();
        item["key"] = node.Key + "-again";
        tree.Remove(node.Key);
        tree.Insert(node.Kind, sister.Place.Parent is { } parent && tree.Find(parent) is null ? node.Place.Parent : sister.Place.Parent, node.Place.After, item);
    }
}
