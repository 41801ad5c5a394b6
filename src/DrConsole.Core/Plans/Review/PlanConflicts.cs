using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;
using DrConsole.Platform;

namespace DrConsole.Plans.Review;

/// <summary>What a person decides about facts for which the documents state two values. Pure.</summary>
public static class PlanConflicts
{
    /// <summary>Sets the chosen value, and the conflict is gone.</summary>
    /// <param name="choice">Place of the value in the conflict's list, counted from 0.</param>
    /// <exception cref="StaleException">The conflict is not there any more: somebody else chose.</exception>
    public static PlanDocument Resolve(PlanDocument document, string conflictKey, int choice)
    {
        ArgumentNullException.ThrowIfNull(document);
        var conflict = document.Conflicts.FirstOrDefault(conflict => string.Equals(conflict.Key, conflictKey, StringComparison.Ordinal)) ?? throw new StaleException();
        if (choice < 0 || choice >= conflict.Values.Count)
        {
            throw new RefusedException("value_unknown", "Choose one of the values that the documents state.");
        }

        var tree = new PlanTree(document);
        tree.Set(conflict.Item, conflict.Field, JsonNode.Parse(conflict.Values[choice].Json));
        return Settle(tree.ToDocument(), conflict.Item, conflict.Field);
    }

    /// <summary>The document without its conflict about that field: a person has said what is true.</summary>
    public static PlanDocument Settle(PlanDocument document, string item, string field)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document with
        {
            Conflicts = [.. document.Conflicts.Where(conflict => !string.Equals(conflict.Item, item, StringComparison.Ordinal) || !string.Equals(conflict.Field, field, StringComparison.Ordinal))],
        };
    }

    /// <summary>The document without conflicts about items that it does not have.</summary>
    public static PlanDocument WithoutStray(PlanDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var tree = new PlanTree(document);
        return document with { Conflicts = [.. document.Conflicts.Where(conflict => tree.Find(conflict.Item)?.Kind.Field(conflict.Field) is not null)] };
    }
}
