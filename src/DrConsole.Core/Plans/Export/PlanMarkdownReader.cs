using System.Text.Json.Nodes;
using DrConsole.Plans.Import;
using DrConsole.Plans.Schema;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Block = Markdig.Syntax.Block;
using ListBlock = Markdig.Syntax.ListBlock;

namespace DrConsole.Plans.Export;

/// <summary>
/// Reads the Markdown that <see cref="PlanMarkdown"/> writes: the same plan comes back. Hands may have been on it: what fits no field is
/// kept as a note and told in a warning.
/// </summary>
internal sealed class PlanMarkdownReader
{
    private readonly ReadLines lines;
    private readonly ItemReader items;
    private readonly TakenKeys keys = new();
    private readonly JsonObject root = [];
    private readonly Queue<(int Line, int Level, string Title)> headings = [];
    private readonly List<(int Level, string Title)> path = [];
    private ItemKind? chapter;
    private OpenItem? open;

    private PlanMarkdownReader(SourceText source)
    {
        lines = new ReadLines(source, new LineIndex(source.Text));
        items = new ItemReader(lines);
    }

    public static ImportedPlan Read(SourceText source)
    {
        DepthCheck.Demand(source.Lines);
        var reader = new PlanMarkdownReader(source);
        foreach (var block in ExportMarkdown.Parse(source.Text))
        {
            reader.Take(block);
        }

        return reader.Finish();
    }

    private void Take(Block block)
    {
        switch (block)
        {
            case YamlFrontMatterBlock:
                lines.Claim(1, FrontMatter.LastLine(lines.Source));
                break;
            case HeadingBlock heading:
                Take(heading);
                break;
            case Table table when open is null && chapter is { } kind:
                new TableReader(lines).Read(table, kind, (row, key, source) => Keep(kind, row, key, source));
                break;
            case ListBlock { IsOrdered: true } steps when StepsOf() is { } holder:
                TakeSteps(steps, holder);
                break;
            case var body when open is not null:
                open.Last = Math.Max(open.Last, items.Take(body, open.Kind, open.Json));
                break;
        }
    }

    private void Take(HeadingBlock heading)
    {
        Close();
        var (title, key) = InlineValue.Title(heading, lines.Source.Text);
        headings.Enqueue((ReadLines.First(heading), heading.Level, title ?? ""));
        switch (heading.Level)
        {
            case 1 when !root.ContainsKey("meta"):
                chapter = null;
                root["meta"] = new JsonObject();
                Open(PlanSchema.Meta, heading, title, null, (JsonObject)root["meta"]!);
                break;
            case 2:
                chapter = MarkdownLayout.Chapters.FirstOrDefault(kind => string.Equals(kind.Plural, title, StringComparison.OrdinalIgnoreCase));
                Claim(heading, chapter is not null);
                break;
            case 3 when chapter is { } kind:
                Open(kind, heading, title, key, new JsonObject());
                break;
            case 4 when Child() is { } kind:
                Open(kind, heading, title, key, new JsonObject());
                break;
            default:
                Claim(heading, false);
                break;
        }
    }

    // The kind that stands under headings below the items of this chapter.
    private ItemKind? Child() => chapter is { } kind && Last(kind) is not null ? PlanSchema.ChildrenOf(kind).FirstOrDefault(child => child.Name != MarkdownLayout.Step) : null;

    private JsonObject? Last(ItemKind kind) => (root[kind.List] as JsonArray)?.LastOrDefault() as JsonObject;

    private void Claim(HeadingBlock heading, bool isKnown)
    {
        if (isKnown)
        {
            lines.Claim(heading);
        }
    }

    private void Open(ItemKind kind, HeadingBlock heading, string? title, string? key, JsonObject item)
    {
        var first = lines.Claim(heading).First;
        if (title is not null)
        {
            item[kind.Title] = title;
        }

        open = new OpenItem(kind, item, key, first) { Last = lines.Last(heading) };
        if (kind != PlanSchema.Meta && kind.Parents.Count == 0)
        {
            ListIn(root, kind).Add(item);
        }
        else if (kind.Parents.Count > 0)
        {
            ListIn(Last(chapter!)!, kind).Add(item);
        }
    }

    // An item's key may be made of its fields, so that it is known when the item is whole; its children's keys follow.
    private void Close()
    {
        if (open is { IsNamed: false } item && item.Kind != PlanSchema.Meta)
        {
            item.IsNamed = true;
            Name(item.Kind, item.Json, item.Key, new SourceLines(item.First, item.Last));
        }
        else if (open is { IsNamed: true, Kind: var kind } named && kind != PlanSchema.Meta)
        {
            named.Json["source"] = ItemReader.Lines(new SourceLines(named.First, named.Last));
        }

        open = null;
    }

    // Steps stand in a phase or a procedure; a hand may have put them right below a scenario.
    private OpenItem? StepsOf()
    {
        if (open is { } scenario && PlanSchema.ChildrenOf(scenario.Kind).FirstOrDefault(child => child.Name != MarkdownLayout.Step) is { } between)
        {
            var first = scenario.Last;
            Close();
            var made = new JsonObject { [between.Title] = "" };
            ListIn(scenario.Json, between).Add(made);
            open = new OpenItem(between, made, null, first) { Last = first };
        }

        return open is { } holder && PlanSchema.ChildrenOf(holder.Kind).Any(child => child.Name == MarkdownLayout.Step) ? holder : null;
    }

    private void TakeSteps(ListBlock steps, OpenItem holder)
    {
        var kind = PlanSchema.Find(MarkdownLayout.Step)!;
        if (!holder.IsNamed)
        {
            holder.IsNamed = true;
            Name(holder.Kind, holder.Json, holder.Key, new SourceLines(holder.First, holder.Last));
        }

        foreach (var block in steps.OfType<ListItemBlock>())
        {
            var step = new JsonObject();
            var (key, last) = items.Step(block, kind, step);
            ListIn(holder.Json, kind).Add(step);
            Name(kind, step, key, new SourceLines(ReadLines.First(block), last));
            holder.Last = Math.Max(holder.Last, last);
        }
    }

    private void Keep(ItemKind kind, JsonObject row, string? key, SourceLines source)
    {
        ListIn(root, kind).Add(row);
        Name(kind, row, key, source);
    }

    private void Name(ItemKind kind, JsonObject item, string? key, SourceLines source)
    {
        ItemReader.Complete(kind, item, source, lines);
        item["source"] = ItemReader.Lines(source);
        var asked = key ?? MarkdownLayout.KeyOf(kind, item);
        var taken = keys.Take(asked);
        item["key"] = taken;
        if (key is not null && key != taken)
        {
            lines.Remark(source.First, $"the key “{key}” is taken already; this entry has got “{taken}”.");
        }
    }

    private ImportedPlan Finish()
    {
        Close();
        var meta = root["meta"] as JsonObject ?? [];
        root["meta"] = meta;
        meta[PlanSchema.Meta.Title] ??= "Untitled plan";
        foreach (var conflict in (root[MarkdownLayout.Conflict.List] as JsonArray ?? []).OfType<JsonObject>())
        {
            conflict["values"] = new JsonArray([.. ((JsonArray?)conflict["values"] ?? []).Select(value => new JsonObject { ["json"] = value!.DeepClone() })]);
        }

        var document = PlanContent.ToDocument(root);
        document = document with { Notes = [.. document.Notes, .. lines.Lost(keys, Under)] };
        return new ImportedPlan(document, lines.Understood, [.. lines.Source.Warnings, .. lines.Doubts], lines.Source.Text);
    }

    private static JsonArray ListIn(JsonObject holder, ItemKind kind)
    {
        if (holder[kind.List] is not JsonArray list)
        {
            holder[kind.List] = list = [];
        }

        return list;
    }

    // Lines are asked for in their order, so that each heading is looked at once.
    private IReadOnlyList<string> Under(int line)
    {
        while (headings.TryPeek(out var heading) && heading.Line < line)
        {
            headings.Dequeue();
            path.RemoveAll(above => above.Level >= heading.Level);
            path.Add((heading.Level, heading.Title));
        }

        return [.. path.Select(heading => heading.Title)];
    }

    /// <summary>The item under the last heading, while its lines are read.</summary>
    private sealed class OpenItem(ItemKind kind, JsonObject json, string? key, int first)
    {
        public ItemKind Kind => kind;

        public JsonObject Json => json;

        public string? Key => key;

        public int First => first;

        public int Last { get; set; }

        public bool IsNamed { get; set; }
    }
}
