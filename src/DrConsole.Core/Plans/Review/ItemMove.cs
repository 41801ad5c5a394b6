using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;
using DrConsole.Platform;

namespace DrConsole.Plans.Review;

/// <summary>Turns an item into another kind, or a note into an item. What it says goes over field by field; nothing is lost. Pure.</summary>
public static class ItemMove
{
    /// <summary>The document with the item as another kind, and its new key.</summary>
    /// <param name="holder">Key of the item that is to hold it, for kinds that stand in others; null takes the nearest one before it in the document.</param>
    /// <exception cref="StaleException">There is no such item any more.</exception>
    /// <exception cref="RefusedException">Nothing is there that could hold it.</exception>
    public static (PlanDocument Document, string Key) To(PlanDocument document, string sourceText, string key, ItemKind to, string? holder = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(to);
        var tree = new PlanTree(document);
        var node = tree.Find(key) ?? throw new StaleException();
        if (node.Kind == PlanSchema.Meta || node.Kind == to)
        {
            throw new RefusedException("kind_same", $"This is a {to.Singular.ToLowerInvariant()} already, or can be nothing else.");
        }

        return node.Kind == SourceNotes.Note
            ? FromNote(document, sourceText, key, to, holder: holder)
            : Change(tree, node, new(tree, sourceText, document.Outline), to, holder);
    }

    /// <summary>The document with a note, or some of its lines, as an item of a kind, and the item's key. The other lines stay notes.</summary>
    /// <param name="lines">Source lines within the note's; null takes them all. For a note without source lines they count in its text.</param>
    public static (PlanDocument Document, string Key) FromNote(PlanDocument document, string sourceText, string key, ItemKind to, SourceLines? lines = null, string? holder = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(to);
        var tree = new PlanTree(document);
        var node = tree.Find(key) is { } found && found.Kind == SourceNotes.Note ? found : throw new StaleException();
        var source = SourcePlaces.Of(node.Json).FirstOrDefault();
        var all = ((string)node.Json["text"]!).Split('\n');
        var first = source?.First ?? 1;
        var chosen = lines ?? new(first, first + all.Length - 1);
        var (skip, count) = (chosen.First - first, chosen.Last - chosen.First + 1);
        if (skip < 0 || count < 1 || skip + count > all.Length)
        {
            throw new RefusedException("lines_outside", "These lines are not all in the note. Mark lines of one note.");
        }

        var (item, left) = Making(to, all.Skip(skip).Take(count)).Finish();
        item["source"] = SourcePlaces.Json(source is null ? null : chosen);
        var made = Insert(tree, to, item, chosen.First, holder);
        tree.Remove(key);
        var notes = new SourceNotes(tree, sourceText, document.Outline);
        foreach (var (rest, at) in new[] { (all.Take(skip), first), (all.Skip(skip + count), first + skip + count) })
        {
            KeepRest(notes, [.. rest], source is null ? null : at);
        }

        if (left is not null)
        {
            notes.Keep(left, source is null ? null : chosen);
        }

        return (PlanConflicts.WithoutStray(tree.ToDocument()), made);
    }

    /// <summary>The items of which one could hold a kind that stands in others; empty for kinds that stand in the plan itself.</summary>
    public static IEnumerable<PlanNode> Holders(PlanTree tree, ItemKind kind)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(kind);
        return tree.Nodes.Where(node => kind.Parents.Contains(node.Kind.Name, StringComparer.Ordinal));
    }

    private static (PlanDocument Document, string Key) Change(PlanTree tree, PlanNode node, SourceNotes notes, ItemKind to, string? holder)
    {
        var places = SourcePlaces.Whole(node.Json);
        if (to == SourceNotes.Note && places.Count > 0)
        {
            tree.Remove(node.Key);
            var kept = places.Select(lines => notes.Keep(notes.Text(lines), lines)).ToList();
            return (PlanConflicts.WithoutStray(tree.ToDocument()), kept[0]);
        }

        var steps = Steps(tree, node);
        tree.Remove(node.Key);
        var making = new ItemMaking(to, node.Title);
        Carry(node, making);
        if (!making.TrySteps(steps, tree.Nodes.Select(other => other.Key).ToHashSet(StringComparer.Ordinal)))
        {
            steps.ForEach(step => CarryStep(step, making));
        }

        var (item, left) = making.Finish();
        foreach (var place in (string[])["source", "moreSources"])
        {
            item[place] = node.Json[place]?.DeepClone();
        }

        var made = Insert(tree, to, item, SourcePlaces.Of(node.Json).FirstOrDefault()?.First, holder);
        if (left is not null)
        {
            notes.Keep(left, places.Count > 0 ? places[0] : null);
        }

        PointTo(tree, node.Key, made, to);
        return (PlanConflicts.WithoutStray(tree.ToDocument()), made);
    }

    private static void Carry(PlanNode node, ItemMaking making)
    {
        foreach (var field in node.Kind.Fields.Where(field => field.Name != node.Kind.Title && SameThing.IsStated(node.Json[field.Name])))
        {
            var value = node.Json[field.Name]!;
            if (making.TrySet(field, value))
            {
                continue;
            }

            if (field.Kind == FieldKind.Commands)
            {
                making.AddCommands((JsonArray)value);
            }
            else if (field.Kind == FieldKind.Lines)
            {
                ((JsonArray)value).ToList().ForEach(line => making.Add((string)line!));
            }
            else if (field.Kind != FieldKind.Flag || (bool)value)
            {
                making.Add(Said(field, value));
            }
        }
    }

    private static void CarryStep(JsonObject step, ItemMaking making)
    {
        making.Add((string)step["text"]!);
        if (step["commands"] is JsonArray { Count: > 0 } commands)
        {
            making.AddCommands(commands);
        }
    }

    private static string Said(PlanField field, JsonNode value) => field.Kind switch
    {
        FieldKind.LongText => (string)value!,
        FieldKind.Flag => field.Label,
        FieldKind.Minutes => $"{field.Label}: {value} min",
        FieldKind.Days => $"{field.Label}: {value} days",
        FieldKind.Names or FieldKind.Keys => $"{field.Label}: {string.Join(", ", ((JsonArray)value).Select(name => (string?)name))}",
        FieldKind.Choice => $"{field.Label}: {field.Choices.FirstOrDefault(choice => choice.Value == (string?)value)?.Label ?? value.ToString()}",
        _ when value is JsonArray or JsonObject => $"{field.Label}: {value.ToJsonString(CanonicalJson.Options)}",
        _ => $"{field.Label}: {value}",
    };

    private static ItemMaking Making(ItemKind to, IEnumerable<string> text)
    {
        var lines = text.Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        var isLong = to.Field(to.Title)!.Kind == FieldKind.LongText;
        var parts = MarkedText.Parts(lines.Count > 0 ? lines[0] : to.Singular);
        var making = new ItemMaking(to, isLong ? MarkedText.Bare(lines.Count > 0 ? lines[0] : to.Singular) : parts[0]);
        var rest = lines.Skip(1).Select(MarkedText.Parts).ToList();
        foreach (var line in isLong ? rest : rest.Prepend([.. parts.Skip(1)]))
        {
            if (line.Count > 0 && (line.Count != 2 || !making.TryLabel(line[0], line[1])) && !making.TryReach(line))
            {
                making.Add(string.Join(": ", line));
            }
        }

        return making;
    }

    private static void KeepRest(SourceNotes notes, string[] lines, int? at)
    {
        var first = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        var last = Array.FindLastIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        if (first >= 0)
        {
            notes.Keep(string.Join('\n', lines[first..(last + 1)]), at is { } line ? new(line + first, line + last) : null);
        }
    }

    private static List<JsonObject> Steps(PlanTree tree, PlanNode node) => [.. tree.Nodes
        .Where(child => child.Kind.Name == "step" && (child.Place.Parent == node.Key || (child.Place.Parent is { } parent && tree.Find(parent)!.Place.Parent == node.Key)))
        .Select(child => child.Json)];

    private static string Insert(PlanTree tree, ItemKind to, JsonObject item, int? line, string? holder)
    {
        var parent = to.Parents.Count == 0 ? null : holder ?? Nearest(Holders(tree, to), line)?.Key
            ?? throw new RefusedException("holder_missing", $"There is nothing yet that could hold a {to.Singular.ToLowerInvariant()}. Make a scenario or a procedure first.");
        return tree.Insert(to, parent, Nearest(tree.Nodes.Where(node => node.Kind == to && node.Place.Parent == parent), line)?.Key, item);
    }

    // The last one that the document names before the line; what has no place in it counts as before everything.
    private static PlanNode? Nearest(IEnumerable<PlanNode> nodes, int? line) =>
        nodes.LastOrDefault(node => line is null || (SourcePlaces.Whole(node.Json) is not { Count: > 0 } places || places[0].First <= line));

    private static void PointTo(PlanTree tree, string old, string made, ItemKind to)
    {
        foreach (var (node, field) in tree.Nodes.SelectMany(node => node.Kind.Fields.Where(field => field.Kind == FieldKind.Keys).Select(field => (node, field))).ToList())
        {
            if (node.Json[field.Name] is JsonArray keys && keys.Any(key => (string?)key == old))
            {
                var kept = keys.Select(key => (string)key!).Where(key => key != old || field.Of.Contains(to.Name, StringComparer.Ordinal)).Select(key => (JsonNode)(key == old ? made : key));
                tree.Set(node.Key, field.Name, new JsonArray([.. kept]));
            }
        }
    }
}
