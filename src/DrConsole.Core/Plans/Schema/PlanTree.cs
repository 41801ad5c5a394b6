using System.Text.Json;
using System.Text.Json.Nodes;
using DrConsole.Platform;

namespace DrConsole.Plans.Schema;

/// <summary>
/// A plan's document as a tree of items that can be changed one by one, each found by its key. What it gives back is again a
/// <see cref="PlanDocument"/>: a change that does not fit the records is refused.
/// </summary>
public sealed partial class PlanTree
{
    private readonly JsonObject _root;
    private readonly Dictionary<string, PlanNode> _nodes = new(StringComparer.Ordinal);

    /// <summary>Takes a document apart; the document itself stays as it is.</summary>
    public PlanTree(PlanDocument document)
    {
        _root = (JsonObject)JsonSerializer.SerializeToNode(document, CanonicalJson.Options)!;
        Index();
    }

    /// <summary>Every item, parents before their children, in the order of the schema and the lists; the particulars are the first.</summary>
    public IEnumerable<PlanNode> Nodes => _nodes.Values;

    /// <summary>The item of that key; null when there is none.</summary>
    public PlanNode? Find(string key) => _nodes.GetValueOrDefault(key);

    /// <summary>The outermost item that holds an item; the item itself when the document does.</summary>
    public PlanNode Outermost(PlanNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Place.Parent is { } parent && Find(parent) is { } holder ? Outermost(holder) : node;
    }

    /// <summary>Sets a field; null clears it.</summary>
    /// <exception cref="RefusedException">There is no such item or field, or the value does not fit.</exception>
    public void Set(string key, string field, JsonNode? value)
    {
        var node = Demand(key);
        if (node.Kind.Field(field) is null)
        {
            throw new RefusedException("field_unknown", $"A {node.Kind.Singular.ToLowerInvariant()} has no field “{field}”.");
        }

        if (value is null)
        {
            node.Json.Remove(field);
        }
        else
        {
            node.Json[field] = value.DeepClone();
        }
    }

    /// <summary>Adds an item behind another of its list, or first when <paramref name="after"/> is null. Returns its key.</summary>
    /// <param name="parent">Key of the item that holds it; null for a kind that stands in the document itself.</param>
    /// <param name="item">Its fields; a key in it is kept when it is free.</param>
    public string Insert(ItemKind kind, string? parent, string? after, JsonObject item)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(item);
        var list = ListOf(kind, parent);
        var made = (JsonObject)item.DeepClone();
        var asked = (string?)made["key"] is { Length: > 0 } given ? given : PlanKey.Of(kind.Name, (string?)made[kind.Title] ?? kind.Singular);
        var taken = _nodes.Keys.ToHashSet(StringComparer.Ordinal);
        taken.Add((string)(made["key"] = PlanKey.Free(asked, taken))!);
        FreeWithin(kind, made, taken);
        list.Insert(Place(list, after), made);
        Index();
        return (string)made["key"]!;
    }

    /// <summary>Takes an item out, with all that it holds. Returns where it stood, so that it can be put back.</summary>
    public PlanPlace Remove(string key)
    {
        var node = Demand(key);
        var place = node.Place;
        ((JsonArray)node.Json.Parent!).Remove(node.Json);
        Index();
        return place;
    }

    /// <summary>Puts an item behind another, in its own list or in that of another parent.</summary>
    public void Move(string key, string? parent, string? after)
    {
        var node = Demand(key);
        if (string.Equals(key, after, StringComparison.Ordinal))
        {
            return;
        }

        var list = ListOf(node.Kind, parent);
        Place(list, after); // asked before anything moves, so that a refusal leaves the tree as it was
        ((JsonArray)node.Json.Parent!).Remove(node.Json);
        list.Insert(Place(list, after), node.Json);
        Index();
    }

    /// <summary>The tree as a document.</summary>
    /// <exception cref="RefusedException">A value does not fit its field; nothing is lost, the tree stays.</exception>
    public PlanDocument ToDocument()
    {
        try
        {
            return _root.Deserialize<PlanDocument>(CanonicalJson.Options)!;
        }
        catch (JsonException misfit)
        {
            throw new RefusedException("value_misfits", $"The value does not fit its field ({misfit.Path}).");
        }
    }

    // What comes back with an item may find its keys taken meanwhile: a key means one item.
    private static void FreeWithin(ItemKind kind, JsonObject holder, HashSet<string> taken)
    {
        foreach (var child in PlanSchema.ChildrenOf(kind))
        {
            foreach (var item in (holder[child.List] as JsonArray ?? []).OfType<JsonObject>())
            {
                var asked = (string?)item["key"] is { Length: > 0 } given ? given : PlanKey.Of(child.Name, (string?)item[child.Title] ?? child.Singular);
                taken.Add((string)(item["key"] = PlanKey.Free(asked, taken))!);
                FreeWithin(child, item, taken);
            }
        }
    }

    private PlanNode Demand(string key) =>
        Find(key) ?? throw new RefusedException("item_gone", "This entry is not in the draft any more. Somebody removed it.");

    private JsonArray ListOf(ItemKind kind, string? parent)
    {
        if (kind.Parents.Count == 0)
        {
            return List(_root, kind.List);
        }

        var holder = Demand(parent ?? throw new RefusedException("parent_missing", $"Say where the {kind.Singular.ToLowerInvariant()} belongs."));
        return kind.Parents.Contains(holder.Kind.Name, StringComparer.Ordinal)
            ? List(holder.Json, kind.List)
            : throw new RefusedException("parent_misfits", $"A {holder.Kind.Singular.ToLowerInvariant()} holds no {kind.Plural.ToLowerInvariant()}.");
    }

    private static JsonArray List(JsonObject holder, string name)
    {
        if (holder[name] is not JsonArray list)
        {
            holder[name] = list = [];
        }

        return list;
    }

    // Behind an item that has gone meanwhile means at the end: the new one must not be lost.
    private static int Place(JsonArray list, string? after)
    {
        if (after is null)
        {
            return 0;
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (string.Equals((string?)list[i]!["key"], after, StringComparison.Ordinal))
            {
                return i + 1;
            }
        }

        return list.Count;
    }

    private void Index()
    {
        _nodes.Clear();
        _nodes["meta"] = new PlanNode(PlanSchema.Meta, "meta", (JsonObject)_root["meta"]!, new PlanPlace(null, null));
        foreach (var kind in PlanSchema.TopKinds)
        {
            Index(kind, null, _root);
        }
    }

    private void Index(ItemKind kind, string? parent, JsonObject holder)
    {
        string? before = null;
        foreach (var item in (holder[kind.List] as JsonArray ?? []).OfType<JsonObject>())
        {
            var key = (string)item["key"]!;
            _nodes[key] = new PlanNode(kind, key, item, new PlanPlace(parent, before));
            foreach (var child in PlanSchema.ChildrenOf(kind))
            {
                Index(child, key, item);
            }

            before = key;
        }
    }
}
