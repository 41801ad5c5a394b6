using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Compare;

/// <summary>Carries chosen differences over from the later plan into the earlier one.</summary>
internal sealed class PlanTaking(PlanPairs pairs)
{
    private readonly PlanTree _tree = pairs.Before;
    private readonly Dictionary<string, string> _added = new(StringComparer.Ordinal);

    public PlanDocument Take(IEnumerable<PlanDifference> taken)
    {
        var chosen = taken.GroupBy(difference => difference.What).ToDictionary(group => group.Key, group => group.ToList());
        Place(Keys(chosen, DifferenceKind.Added), Keys(chosen, DifferenceKind.Moved));
        foreach (var difference in chosen.GetValueOrDefault(DifferenceKind.Changed) ?? [])
        {
            Change(difference);
        }

        foreach (var difference in chosen.GetValueOrDefault(DifferenceKind.Removed) ?? [])
        {
            Remove(difference.Key);
        }

        return _tree.ToDocument();
    }

    private static HashSet<string> Keys(Dictionary<DifferenceKind, List<PlanDifference>> chosen, DifferenceKind what) =>
        (chosen.GetValueOrDefault(what) ?? []).Select(difference => difference.Key).ToHashSet(StringComparer.Ordinal);

    // In the order of the later plan: what stands before an item is in its place already.
    private void Place(HashSet<string> added, HashSet<string> moved)
    {
        foreach (var node in pairs.After.Nodes)
        {
            if (added.Contains(node.Key) && pairs.Earlier(node.Key) is null)
            {
                Add(node);
            }
            else if (moved.Contains(node.Key) && pairs.Earlier(node.Key) is not null)
            {
                Move(node);
            }
        }
    }

    private void Add(PlanNode node)
    {
        if (node.Place.Parent is null || Mine(node.Place.Parent) is not null)
        {
            var made = New(node.Kind, node.Json);
            _added[node.Key] = _tree.Insert(node.Kind, Mine(node.Place.Parent), Before(node), made);
        }
    }

    private void Move(PlanNode node)
    {
        if (node.Place.Parent is null || Mine(node.Place.Parent) is not null)
        {
            _tree.Move(Mine(node.Key)!, Mine(node.Place.Parent), Before(node));
        }
    }

    private void Change(PlanDifference difference)
    {
        if (pairs.After.Find(difference.Key) is { } after && Mine(difference.Key) is { } mine)
        {
            foreach (var field in difference.Fields.Select(field => field.Field))
            {
                _tree.Set(mine, field.Name, Value(field, after.Json[field.Name]));
            }
        }
    }

    // What it held and what has another place now goes there first, whether or not the move was chosen: it must not be lost.
    private void Remove(string key)
    {
        if (_tree.Find(key) is null || pairs.Later(key) is not null)
        {
            return;
        }

        foreach (var kept in Within(key).Select(child => pairs.Later(child)).OfType<string>().Select(child => pairs.After.Find(child)!).ToList())
        {
            Move(kept);
        }

        _tree.Remove(key);
    }

    private List<string> Within(string key)
    {
        var within = new List<string>();
        foreach (var node in _tree.Nodes)
        {
            if (node.Place.Parent is { } parent && (string.Equals(parent, key, StringComparison.Ordinal) || within.Contains(parent)))
            {
                within.Add(node.Key);
            }
        }

        return within;
    }

    // A new item with the new ones in it; those that were elsewhere before come by their moves.
    private JsonObject New(ItemKind kind, JsonObject item)
    {
        var made = (JsonObject)item.DeepClone();
        foreach (var field in kind.Fields.Where(field => field.Kind == FieldKind.Keys && made.ContainsKey(field.Name)))
        {
            made[field.Name] = Value(field, item[field.Name]);
        }

        foreach (var child in PlanSchema.ChildrenOf(kind).Where(child => item[child.List] is JsonArray))
        {
            var held = ((JsonArray)item[child.List]!).OfType<JsonObject>().Where(held => pairs.Earlier((string)held["key"]!) is null);
            made[child.List] = new JsonArray([.. held.Select(held => (JsonNode?)New(child, held))]);
        }

        return made;
    }

    private JsonNode? Value(PlanField field, JsonNode? value) =>
        field.Kind == FieldKind.Keys ? FieldMeaning.WithKeys(value, key => pairs.Earlier(key) ?? key) : value?.DeepClone();

    // The nearest item before it in the later plan that stands in the same list here.
    private string? Before(PlanNode node)
    {
        var parent = Mine(node.Place.Parent);
        for (var after = node.Place.After; after is not null; after = pairs.After.Find(after)!.Place.After)
        {
            if (Mine(after) is { } mine && string.Equals(_tree.Find(mine)!.Place.Parent, parent, StringComparison.Ordinal))
            {
                return mine;
            }
        }

        return null;
    }

    // The key that an item of the later plan has here; null when it is not here.
    private string? Mine(string? laterKey)
    {
        var mine = pairs.Earlier(laterKey) ?? (laterKey is null ? null : _added.GetValueOrDefault(laterKey, laterKey));
        return mine is not null && _tree.Find(mine) is not null ? mine : null;
    }
}
