using System.Text.Json;
using DrConsole.Plans.Schema;
using DrConsole.Platform;

namespace DrConsole.Plans.Doctor;

/// <summary>One-click changes of code: everywhere in the plan that holds the same text.</summary>
internal static class CommandEdit
{
    /// <summary>The changes that replace a text in all code of the plan; empty when it stands nowhere.</summary>
    public static IReadOnlyList<FieldChange> Replace(PlanDocument plan, Func<string, bool> isMeant, Func<string, string> change)
    {
        var changes = new List<FieldChange>();
        foreach (var node in new PlanTree(plan).Nodes)
        {
            foreach (var field in node.Kind.Fields.Where(field => field.Kind == FieldKind.Commands && node.Json[field.Name] is not null))
            {
                var blocks = node.Json[field.Name].Deserialize<CommandBlock[]>(CanonicalJson.Options)!;
                if (blocks.Any(block => isMeant(block.Text)))
                {
                    var made = blocks.Select(block => isMeant(block.Text) ? block with { Text = change(block.Text) } : block);
                    changes.Add(new(node.Key, field.Name, JsonSerializer.Serialize(made, CanonicalJson.Options)));
                }
            }

            if (string.Equals(node.Kind.Name, "command", StringComparison.Ordinal) && (string?)node.Json["text"] is { } text && isMeant(text))
            {
                changes.Add(new(node.Key, "text", JsonSerializer.Serialize(change(text), CanonicalJson.Options)));
            }
        }

        return changes;
    }
}
