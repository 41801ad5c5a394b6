using DrConsole.Plans.Schema;
using DrConsole.Platform;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DrConsole.Plans.Doctor;

/// <summary>A name is used that the plan does not know.</summary>
internal sealed class UnknownName : IPlanRule
{
    public string Id => "unknown-name";

    public string Title => "A name is used that the plan does not know";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "What refers to nothing cannot be followed: the checklist has nobody, the backup goes nowhere.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var nodes = new PlanTree(plan.Document).Nodes.ToList();
        var names = nodes.GroupBy(node => node.Kind.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Select(node => node.Title).ToHashSet(StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal);
        var keys = nodes.Select(node => node.Key).ToHashSet(StringComparer.Ordinal);
        names.TryAdd("role", new(StringComparer.OrdinalIgnoreCase));
        names["role"].UnionWith(plan.Document.Contacts.Select(contact => contact.Role).OfType<string>()); // many plans have no list of roles
        foreach (var node in nodes)
        {
            foreach (var field in node.Kind.Fields.Where(field => field.Kind is FieldKind.Name or FieldKind.Names or FieldKind.Keys && node.Json[field.Name] is not null))
            {
                foreach (var name in Said(node.Json[field.Name]!))
                {
                    var isKnown = field.Kind == FieldKind.Keys ? keys.Contains(name) : field.Of.Any(kind => names.TryGetValue(kind, out var known) && known.Contains(name));
                    if (!isKnown)
                    {
                        yield return Finding.Of(
                            this, $"{node.Key} {field.Name} {name}", $"{node.Kind.Singular} “{node.Title}”, {field.Label.ToLowerInvariant()}: the plan has nothing that is called “{name}”.", "Choose one that the plan has, or add it.", At(plan, node));
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Said(JsonNode value) => value is JsonArray list ? list.Select(entry => (string)entry!) : [(string)value!];

    private static Evidence At(PlanExamination plan, PlanNode node) =>
        node.Json["source"].Deserialize<SourceLines>(CanonicalJson.Options) is { } source ? plan.At(node.Key, source.First) : new(node.Key, null, null);
}
