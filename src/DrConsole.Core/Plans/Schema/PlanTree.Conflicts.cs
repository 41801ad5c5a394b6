using System.Text.Json.Nodes;

namespace DrConsole.Plans.Schema;

/// <content>The facts for which the documents state two values: they are no items of their own, and hang on the field that they are about.</content>
public sealed partial class PlanTree
{
    private const string Conflicts = "conflicts";

    /// <summary>Takes out what is open about a field, since a person has said what is true. Returns it, so that it can be put back.</summary>
    public IReadOnlyList<JsonObject> Settle(string key, string field)
    {
        var settled = (_root[Conflicts] as JsonArray ?? []).OfType<JsonObject>().Where(conflict => (string?)conflict["item"] == key && (string?)conflict["field"] == field).ToList();
        settled.ForEach(conflict => ((JsonArray)conflict.Parent!).Remove(conflict));
        return settled;
    }

    /// <summary>Puts back what was taken out of a document by <see cref="Settle"/>.</summary>
    public void Reopen(JsonObject conflict) => List(_root, Conflicts).Add(conflict.DeepClone());
}
