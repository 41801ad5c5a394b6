using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Block = Markdig.Syntax.Block;
using ListBlock = Markdig.Syntax.ListBlock;

namespace DrConsole.Plans.Export;

/// <summary>Reads what stands below an item's heading, or in a step, into its fields.</summary>
internal sealed class ItemReader(ReadLines lines)
{
    public static JsonObject Lines(SourceLines source) => new() { ["first"] = source.First, ["last"] = source.Last };

    /// <summary>Gives an item what its record demands and the text does not say.</summary>
    public static void Complete(ItemKind kind, JsonObject item, SourceLines source, ReadLines lines)
    {
        foreach (var field in kind.Fields.Where(field => item[field.Name] is null && JsonProperties.Of(kind.Type)[field.Name].IsRequired))
        {
            item[field.Name] = field.Choices.Count > 0 ? field.Choices[0].Value : "";
            if (field.IsRequired)
            {
                lines.Remark(source.First, $"“{field.Label}” is missing.");
            }
        }
    }

    /// <summary>Reads one block. Returns the last line of what was understood.</summary>
    public int Take(Block block, ItemKind kind, JsonObject item)
    {
        switch (block)
        {
            case ListBlock { IsOrdered: false } list:
                return list.OfType<ListItemBlock>().Select(line => TakeLine(line, kind, item)).DefaultIfEmpty(0).Max();
            case FencedCodeBlock fence when kind.Fields.FirstOrDefault(field => field.Kind == FieldKind.Commands) is { } field:
                return TakeCommand(fence, ListOf(item, field));
            default:
                return 0;
        }
    }

    /// <summary>Reads a step with all that stands in it. Returns the key it carries and its last line.</summary>
    public (string? Key, int Last) Step(ListItemBlock block, ItemKind kind, JsonObject step)
    {
        var first = ReadLines.First(block);
        if (block.FirstOrDefault() is not ParagraphBlock head)
        {
            return (null, block.Select(inner => Take(inner, kind, step)).DefaultIfEmpty(first).Max());
        }

        var (text, key) = InlineValue.Title(head, lines.Source.Text);
        if (text is not null)
        {
            step[kind.Title] = text;
        }

        var last = lines.Claim(head).Last;
        return (key, block.Skip(1).Select(inner => Take(inner, kind, step)).Append(last).Max());
    }

    private int TakeLine(ListItemBlock line, ItemKind kind, JsonObject item)
    {
        if (line.FirstOrDefault() is not ParagraphBlock head)
        {
            return 0;
        }

        if (kind.Name == MarkdownLayout.Checklist && head.Inline?.FirstChild is TaskList)
        {
            ListOf(item, kind.Fields.First(field => field.Kind == FieldKind.Lines)).Add(InlineValue.Read(InlineValue.Of(head), lines.Source.Text).Text ?? "");
            return lines.Claim(head).Last;
        }

        var (label, rest) = LabelOf(head);
        if (label is null || kind.Fields.FirstOrDefault(field => string.Equals(field.Label, label, StringComparison.OrdinalIgnoreCase)) is not { } field)
        {
            lines.Doubt(ReadLines.First(line), label is null ? "this line has no label" + Kept : $"“{label}” is no field of a {kind.Singular.ToLowerInvariant()}" + Kept);
            return 0;
        }

        if (item[field.Name] is not null)
        {
            lines.Doubt(ReadLines.First(line), $"“{field.Label}” is stated twice" + Kept);
            return 0;
        }

        return Value(line, head, rest, kind, field, item);
    }

    private const string Kept = "; the line was kept as a note.";

    private int Value(ListItemBlock line, ParagraphBlock head, IReadOnlyList<Inline> rest, ItemKind kind, PlanField field, JsonObject item)
    {
        var first = ReadLines.First(line);
        var (text, block) = (InlineValue.Read(rest, lines.Source.Text).Text, line.Count > 1 ? line[1] : null);
        var last = lines.Last(head);
        JsonNode? value = null;
        switch (field.Kind)
        {
            case FieldKind.Lines or FieldKind.Names or FieldKind.Keys:
                var all = new JsonArray([.. text is null ? [] : new JsonNode[] { text }]);
                if (block is ListBlock list)
                {
                    last = TakeList(list, all);
                }

                value = all;
                break;
            case var records when RowFields.Of(records) is { } small:
                if (block is Table table)
                {
                    var rows = new JsonArray();
                    last = new TableReader(lines).Read(table, small, (row, _, source) =>
                    {
                        Complete(small, row, source, lines);
                        rows.Add(row);
                    });
                    value = rows;
                }

                break;
            case FieldKind.Text or FieldKind.LongText or FieldKind.Name or FieldKind.Choice or FieldKind.Date or FieldKind.Time or FieldKind.Cron or FieldKind.Zone when text is null && block is QuoteBlock or FencedCodeBlock:
                (var said, last) = block is FencedCodeBlock fence ? Fenced(fence) : Quote.Read(lines.Source, ReadLines.First(block!));
                value = FieldText.Read(kind.Type, field, said);
                break;
            default:
                value = text is null ? null : FieldText.Read(kind.Type, field, text);
                break;
        }

        if (value is null && text is not null)
        {
            lines.Doubt(first, $"“{text}” does not fit the field “{field.Label}”" + Kept);
            return 0;
        }

        if (value is not null)
        {
            item[field.Name] = value;
        }

        return lines.Claim(first, last).Last;
    }

    private (string Text, int Last) Fenced(FencedCodeBlock fence)
    {
        var (text, _, _, last) = Fence.Read(lines.Source, fence);
        return (text, last);
    }

    private int TakeList(ListBlock list, JsonArray all)
    {
        var last = 0;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            if (item.FirstOrDefault() is ParagraphBlock said)
            {
                all.Add(InlineValue.Read(InlineValue.Of(said), lines.Source.Text).Text ?? "");
                last = lines.Claim(said).Last;
            }
        }

        return last;
    }

    private int TakeCommand(FencedCodeBlock fence, JsonArray commands)
    {
        var (text, language, title, last) = Fence.Read(lines.Source, fence);
        var source = lines.Claim(ReadLines.First(fence), last);
        var command = new JsonObject { ["text"] = text, ["source"] = Lines(source) };
        if (language is not null)
        {
            command["language"] = language;
        }

        if (title is not null)
        {
            command["title"] = title;
        }

        commands.Add(command);
        return last;
    }

    // **Label:** and what stands behind it; some write the colon behind the stars.
    private static (string? Label, IReadOnlyList<Inline> Said) LabelOf(ParagraphBlock head)
    {
        if (head.Inline?.FirstChild is not EmphasisInline { DelimiterCount: 2 } bold)
        {
            return (null, []);
        }

        var label = string.Concat(bold.OfType<LiteralInline>().Select(literal => literal.Content.ToString()));
        var rest = InlineValue.Of(head).Skip(1).ToList();
        return label.EndsWith(':') ? (label[..^1], rest) : (null, []);
    }

    private static JsonArray ListOf(JsonObject item, PlanField field)
    {
        if (item[field.Name] is not JsonArray list)
        {
            item[field.Name] = list = [];
        }

        return list;
    }
}
