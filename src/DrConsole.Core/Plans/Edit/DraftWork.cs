using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;
using DrConsole.Platform;

namespace DrConsole.Plans.Edit;

/// <summary>What a change did: how it is taken back, and how it is told.</summary>
/// <param name="Item">Key of the item that was changed.</param>
/// <param name="Field">Null when the whole item was.</param>
public sealed record DraftDeed(DraftChange Undo, string Item, string? Field, ItemKind Kind, string Summary);

/// <summary>Makes changes in a tree. Pure: it knows no database and no people.</summary>
public static class DraftWork
{
    /// <summary>Makes a change and says how to take it back.</summary>
    /// <exception cref="RefusedException">It does not fit; the message says why.</exception>
    /// <exception cref="FieldTakenException">The field has another value than the person saw.</exception>
    public static DraftDeed Apply(PlanTree tree, DraftChange change)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return change switch
        {
            SetField set => Set(tree, set),
            AddItem add => Add(tree, add),
            RemoveItem remove => Remove(tree, remove),
            MoveItem move => Move(tree, move),
            SeveralChanges several => Several(tree, several),
            SettleConflict settle => Settle(tree, settle),
            ReopenConflict reopen => Reopen(tree, reopen),
            _ => throw new RefusedException("change_unknown", "The console does not know this change."),
        };
    }

    private static DraftDeed Set(PlanTree tree, SetField set)
    {
        var node = Demand(tree, set.Item);
        var field = node.Kind.Field(set.Field) ?? throw new RefusedException("field_unknown", $"A {node.Kind.Singular.ToLowerInvariant()} has no field “{set.Field}”.");
        var (value, present) = (FieldValue.Meant(set.Value), node.Json[set.Field]?.DeepClone());
        if (!FieldValue.Same(present, set.Was) && !FieldValue.Same(present, value))
        {
            throw new FieldTakenException(set, present);
        }

        Check(field, value);
        tree.Set(set.Item, set.Field, value);
        return new(Undo(new SetField(set.Item, set.Field, present, value?.DeepClone()), tree), set.Item, set.Field, node.Kind, DraftWords.Set(node, field, value));
    }

    // The value goes back first: setting it would settle again what is reopened.
    private static DraftChange Undo(SetField back, PlanTree tree) => tree.Settle(back.Item, back.Field) is { Count: > 0 } settled
        ? new SeveralChanges([back, .. settled.Select(conflict => new ReopenConflict(back.Item, back.Field, conflict))])
        : back;

    private static DraftDeed Settle(PlanTree tree, SettleConflict settle)
    {
        var node = Demand(tree, settle.Item);
        var settled = tree.Settle(settle.Item, settle.Field);
        return new(new SeveralChanges([.. settled.Select(conflict => new ReopenConflict(settle.Item, settle.Field, conflict))]), node.Key, settle.Field, node.Kind, DraftWords.Settled(node));
    }

    private static DraftDeed Reopen(PlanTree tree, ReopenConflict reopen)
    {
        var node = Demand(tree, reopen.Item);
        tree.Reopen(reopen.Conflict);
        return new(new SettleConflict(reopen.Item, reopen.Field), node.Key, reopen.Field, node.Kind, DraftWords.Reopened(node));
    }

    private static DraftDeed Add(PlanTree tree, AddItem add)
    {
        var kind = PlanSchema.Find(add.Kind) is { } known && known != PlanSchema.Meta ? known : throw new RefusedException("kind_unknown", $"A plan holds no “{add.Kind}”.");
        var item = add.Item;
        foreach (var field in kind.Fields)
        {
            Check(field, item[field.Name]);
        }

        var key = tree.Insert(kind, add.Parent, add.After, item);
        return new(new RemoveItem(key), key, null, kind, DraftWords.Added(tree.Find(key)!));
    }

    private static DraftDeed Remove(PlanTree tree, RemoveItem remove)
    {
        var node = Demand(tree, remove.Item);
        if (node.Kind == PlanSchema.Meta)
        {
            throw new RefusedException("meta_needed", "A plan cannot be without its particulars.");
        }

        var json = (JsonObject)node.Json.DeepClone();
        var place = tree.Remove(remove.Item);
        return new(new AddItem(node.Kind.Name, place.Parent, place.After, json), node.Key, null, node.Kind, DraftWords.Removed(node));
    }

    private static DraftDeed Move(PlanTree tree, MoveItem move)
    {
        var node = Demand(tree, move.Item);
        var place = node.Place;
        tree.Move(move.Item, move.Parent, move.After);
        return new(new MoveItem(node.Key, place.Parent, place.After), node.Key, null, node.Kind, DraftWords.Moved(node));
    }

    private static DraftDeed Several(PlanTree tree, SeveralChanges several)
    {
        if (several.Changes.Count == 0)
        {
            throw new RefusedException("nothing_to_change", "There is nothing to change.");
        }

        var deeds = several.Changes.Select(change => Apply(tree, change)).ToList();
        return new(new SeveralChanges([.. deeds.Select(deed => deed.Undo).Reverse()]), deeds[0].Item, null, deeds[0].Kind, DraftWords.Several(deeds));
    }

    private static PlanNode Demand(PlanTree tree, string key) =>
        tree.Find(key) ?? throw new RefusedException("item_gone", "This entry is not in the draft any more. Somebody removed it.");

    private static void Check(PlanField field, JsonNode? value)
    {
        if (FieldCheck.Of(field, value) is { } fault)
        {
            throw new RefusedException("value_misfits", $"{field.Label}: {fault}");
        }
    }
}

/// <summary>The field has another value than the person saw; the commands add who changed it.</summary>
public sealed class FieldTakenException(SetField change, JsonNode? present) : StaleException
{
    public SetField Wanted => change;

    public JsonNode? Present => present;
}
