using System.Text.Json.Nodes;
using DrConsole.Plans;
using DrConsole.Plans.Schema;

namespace DrConsole.Tests.Plans.Compare;

/// <summary>What a plan says, without keys and source lines, to compare two of them whole.</summary>
internal static class PlanMeaning
{
    public static string Of(PlanDocument plan)
    {
        var tree = new PlanTree(plan);
        var lines = tree.Nodes.Select(node => $"{Depth(tree, node)}{node.Kind.Name}: {string.Join("; ", node.Kind.Fields.Select(field => $"{field.Name}={Value(tree, field, node.Json[field.Name])}"))}");
        return string.Join('\n', lines);
    }

    private static string Depth(PlanTree tree, PlanNode node) =>
        node.Place.Parent is { } parent ? "  " + Depth(tree, tree.Find(parent)!) : "";

    private static string Value(PlanTree tree, PlanField field, JsonNode? value) => value switch
    {
        null => "",
        JsonArray { Count: 0 } => "",
        JsonArray keys when field.Kind == FieldKind.Keys => string.Join(',', keys.Select(key => tree.Find((string)key!)?.Title)),
        JsonArray blocks when field.Kind == FieldKind.Commands => string.Join(',', blocks.Select(block => (string?)block!["text"])),
        JsonValue flag when flag.TryGetValue<bool>(out var isSet) && !isSet => "",
        _ => value.ToJsonString(),
    };
}
