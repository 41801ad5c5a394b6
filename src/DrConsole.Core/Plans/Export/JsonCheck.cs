using System.Text.Json.Nodes;
using DrConsole.Platform;

namespace DrConsole.Plans.Export;

/// <summary>What the records cannot say of a plan as JSON: lists hold no nulls, every key is there once, and text is safe to show.</summary>
internal sealed class JsonCheck
{
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    public void Demand(JsonObject members)
    {
        if (members["key"] is JsonValue key && key.TryGetValue<string>(out var name) && !keys.Add(name))
        {
            throw PlanJson.Refusal(members.GetPath(), $"the key “{name}” is taken by another entry");
        }

        foreach (var (member, value) in members.ToList())
        {
            if (Clean(value) is { } clean)
            {
                members[member] = clean;
            }
        }
    }

    private void Demand(JsonArray items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
            {
                throw PlanJson.Refusal($"{items.GetPath()}[{i}]", "a list holds no null");
            }

            if (Clean(items[i]) is { } clean)
            {
                items[i] = clean;
            }
        }
    }

    // The new value of a text; objects and lists are looked through where they are.
    private JsonValue? Clean(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                Demand(members);
                return null;
            case JsonArray items:
                Demand(items);
                return null;
            default:
                return node is not JsonValue value ? null
                    : value.TryGetValue<string>(out var text) ? JsonValue.Create(SafeText.Clean(text))
                    : value.TryGetValue<double>(out var number) && !double.IsFinite(number) ? throw PlanJson.Refusal(node.GetPath(), "the number is too large")
                    : null;
        }
    }
}
