using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DrConsole.Plans.Import;
using DrConsole.Plans.Schema;
using DrConsole.Platform;

namespace DrConsole.Plans.Review;

/// <summary>
/// Makes one document of several. Each file is read by itself; their texts stand one after the other, and all source lines count through
/// them. Items that speak of the same thing become one; where the documents contradict each other, or themselves, both values are kept
/// as a <see cref="PlanConflict"/>. Pure.
/// </summary>
public sealed class DocumentMerge
{
    // Every document has a title, language and introduction of its own: that these differ contradicts nothing.
    private static readonly string[] OfEachDocument = ["title", "language", "summary"];

    private readonly JsonObject _root = new() { ["conflicts"] = new JsonArray(), ["outline"] = new JsonArray() };
    private readonly Dictionary<JsonObject, HashSet<int>> _files = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<JsonObject, string> _asked = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _joined = new(StringComparer.Ordinal);
    private readonly FieldMerge _fields;
    private int _file;

    private DocumentMerge() => _fields = new((JsonArray)_root["conflicts"]!);

    /// <summary>Imports the files and joins what they say.</summary>
    /// <exception cref="RefusedException">A file is no plan by any reading; with several files the message begins with its name.</exception>
    public static ImportedPlan Of(IReadOnlyList<ImportedFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var read = files.Select(file => (file.Name, Plan: Read(file, files.Count > 1))).ToList();
        var merge = new DocumentMerge();
        var places = new List<SourceFile>();
        foreach (var (name, plan) in read)
        {
            var first = places.Count == 0 ? 1 : places[^1].FirstLine + places[^1].Lines;
            places.Add(new(name, first, plan.Text.Count(c => c == '\n') + 1));
            merge.Add(plan.Document, first);
        }

        var document = merge._root.Deserialize<PlanDocument>(CanonicalJson.Options)! with { Files = files.Count > 1 ? places : [] };
        return new(
            document, Share(read.ConvertAll(file => file.Plan)), [.. read.SelectMany(file => file.Plan.Warnings.Select(warning => files.Count > 1 ? $"{file.Name}: {warning}" : warning))],
            string.Join('\n', read.Select(file => file.Plan.Text)));
    }

    private static ImportedPlan Read(ImportedFile file, bool isOneOfSeveral)
    {
        try
        {
            return PlanImporter.Import(file.Name, file.Text);
        }
        catch (RefusedException refusal) when (isOneOfSeveral)
        {
            throw new RefusedException(refusal.Code, $"{file.Name}: {refusal.Message}");
        }
    }

    private static double Share(List<ImportedPlan> plans)
    {
        var weights = plans.ConvertAll(plan => Math.Max(1, plan.Text.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line))));
        return Math.Round(plans.Zip(weights, (plan, weight) => plan.Understood * weight).Sum() / weights.Sum(), 3);
    }

    private void Add(PlanDocument document, int firstLine)
    {
        var other = (JsonObject)JsonSerializer.SerializeToNode(document, CanonicalJson.Options)!;
        SourcePlaces.Shift(other, firstLine - 1);
        _file++;
        Rename(other);
        AddMeta(other, new(firstLine, firstLine));
        foreach (var kind in PlanSchema.TopKinds)
        {
            Join(kind, _root, other);
        }

        foreach (var list in (string[])["outline", "conflicts"])
        {
            foreach (var entry in Detached(other, list))
            {
                ((JsonArray)_root[list]!).Add(entry);
            }
        }

        PointToJoined();
    }

    private void AddMeta(JsonObject other, SourceLines place)
    {
        var theirs = (JsonObject)other["meta"]!.DeepClone();
        if (_root["meta"] is not JsonObject mine)
        {
            _root["meta"] = theirs;
            return;
        }

        _fields.Merge(PlanSchema.Meta, "meta", mine, theirs, place, OfEachDocument);
        if (SameThing.IsStated(theirs["summary"]) && !((string)mine["summary"]!).Contains((string)theirs["summary"]!, StringComparison.Ordinal))
        {
            mine["summary"] = $"{mine["summary"]}\n\n{theirs["summary"]}";
        }
    }

    private void Join(ItemKind kind, JsonObject holder, JsonObject other)
    {
        var items = Detached(other, kind.List);
        if (items.Count == 0)
        {
            return;
        }

        if (holder[kind.List] is not JsonArray list)
        {
            holder[kind.List] = list = [];
        }

        var known = new Dictionary<string, List<JsonObject>>(StringComparer.Ordinal);
        foreach (var item in list.OfType<JsonObject>())
        {
            Know(kind, known, item);
        }

        JsonObject? last = null;
        foreach (var item in items)
        {
            if (Twin(kind, known, item) is { } twin)
            {
                JoinOne(kind, twin, item);
                last = twin;
                continue;
            }

            // What is done in an order keeps it: a step goes behind the one that it follows in its own document.
            list.Insert(kind.Parents.Count > 0 && last is not null ? list.IndexOf(last) + 1 : list.Count, item);
            _files[item] = [_file];
            Know(kind, known, item);
            last = item;
        }
    }

    private void JoinOne(ItemKind kind, JsonObject twin, JsonObject item)
    {
        _joined[(string)item["key"]!] = (string)twin["key"]!;
        _fields.Merge(kind, (string)twin["key"]!, twin, item);
        _files.TryAdd(twin, []);
        _files[twin].Add(_file);
        foreach (var child in PlanSchema.ChildrenOf(kind))
        {
            Join(child, twin, item);
        }
    }

    // Of several that bear the name, the one that contradicts least.
    private JsonObject? Twin(ItemKind kind, Dictionary<string, List<JsonObject>> known, JsonObject item) => Names(kind, item)
        .SelectMany(name => known.GetValueOrDefault(name) ?? [])
        .Where(candidate => !SameThing.AreNamedApart(kind, candidate, item))
        .Where(candidate => _files.GetValueOrDefault(candidate)?.Contains(_file) is true ? !SameThing.AreApart(kind, candidate, item) : !SameThing.AreApartAcross(kind, candidate, item))
        .MinBy(candidate => SameThing.Differing(kind, candidate, item).Count());

    private void Know(ItemKind kind, Dictionary<string, List<JsonObject>> known, JsonObject item)
    {
        foreach (var name in Names(kind, item))
        {
            (known.TryGetValue(name, out var items) ? items : known[name] = []).Add(item);
        }
    }

    private IEnumerable<string> Names(ItemKind kind, JsonObject item)
    {
        var name = SameThing.Name(kind, item);
        if (name.Length > 0 || kind.Parents.Count > 0)
        {
            yield return $"name {name}";
        }

        if (kind.Apart is not null && _asked.TryGetValue(item, out var key))
        {
            yield return $"key {key}";
        }
    }

    // A key that another file has taken gets a number, in the item and where it is referred to.
    private void Rename(JsonObject other)
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in Items(other).Concat((other["outline"] as JsonArray ?? []).OfType<JsonObject>()))
        {
            var asked = (string)item["key"]!;
            var free = PlanKey.Free(asked, _taken);
            _taken.Add(free);
            item["key"] = renamed[asked] = free;
            _asked[item] = asked;
        }

        Point(other, renamed);
        foreach (var conflict in (other["conflicts"] as JsonArray ?? []).OfType<JsonObject>())
        {
            conflict["item"] = renamed.GetValueOrDefault((string)conflict["item"]!, (string)conflict["item"]!);
            conflict["key"] = string.Create(CultureInfo.InvariantCulture, $"conflict/{conflict["item"]}/{conflict["field"]}");
        }
    }

    private void PointToJoined()
    {
        Point(_root, _joined);
        foreach (var conflict in ((JsonArray)_root["conflicts"]!).OfType<JsonObject>())
        {
            conflict["item"] = _joined.GetValueOrDefault((string)conflict["item"]!, (string)conflict["item"]!);
        }
    }

    private static void Point(JsonObject root, Dictionary<string, string> keys)
    {
        foreach (var (kind, item) in All(root).Where(entry => entry.Kind.Fields.Any(field => field.Kind == FieldKind.Keys)))
        {
            foreach (var field in kind.Fields.Where(field => field.Kind == FieldKind.Keys && item[field.Name] is JsonArray))
            {
                item[field.Name] = new JsonArray([.. ((JsonArray)item[field.Name]!).Select(key => (JsonNode)keys.GetValueOrDefault((string)key!, (string)key!))]);
            }
        }
    }

    private static IEnumerable<JsonObject> Items(JsonObject root) => All(root).Select(entry => entry.Item);

    private static IEnumerable<(ItemKind Kind, JsonObject Item)> All(JsonObject root) => PlanSchema.TopKinds.SelectMany(kind => Below(kind, root));

    private static IEnumerable<(ItemKind Kind, JsonObject Item)> Below(ItemKind kind, JsonObject holder) =>
        (holder[kind.List] as JsonArray ?? []).OfType<JsonObject>().SelectMany(item => PlanSchema.ChildrenOf(kind).SelectMany(child => Below(child, item)).Prepend((kind, item)));

    private static List<JsonObject> Detached(JsonObject holder, string list)
    {
        if (holder[list] is not JsonArray items)
        {
            return [];
        }

        List<JsonObject> detached = [.. items.OfType<JsonObject>()];
        items.Clear();
        return detached;
    }
}
