using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Export;

/// <summary>Writes the chapters of a plan and the items in them.</summary>
internal sealed class MarkdownItems(StringBuilder text)
{
    private readonly TakenKeys keys = new();
    private readonly MarkdownFields fields = new(text);

    /// <summary>A chapter with all items of a kind; nothing when there are none.</summary>
    public void Write(ItemKind kind, IReadOnlyList<JsonObject> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## {kind.Plural}\n");
        if (MarkdownLayout.Columns(kind, items) is { } columns)
        {
            text.Append('\n');
            MarkdownTable.Write(text, "", columns, items, item => Comment(kind, item));
            return;
        }

        foreach (var item in items)
        {
            text.Append('\n');
            Write(kind, item, 3);
        }
    }

    /// <summary>An item under a heading of that level, with all that it holds.</summary>
    public void Write(ItemKind kind, JsonObject item, int level)
    {
        var marks = new string('#', level) + " ";
        text.Append(marks).Append(Title(kind, item, marks)).Append(Comment(kind, item)).Append('\n');
        Body(kind, item, "");
        foreach (var child in PlanSchema.ChildrenOf(kind))
        {
            var children = (item[child.List] as JsonArray ?? []).OfType<JsonObject>().ToList();
            if (child.Name == MarkdownLayout.Step)
            {
                Steps(child, children);
                continue;
            }

            foreach (var held in children)
            {
                text.Append('\n');
                Write(child, held, level + 1);
            }
        }
    }

    private void Steps(ItemKind kind, List<JsonObject> steps)
    {
        text.Append(steps.Count > 0 ? "\n" : "");
        for (var i = 0; i < steps.Count; i++)
        {
            var mark = string.Create(CultureInfo.InvariantCulture, $"{i + 1}. ");
            text.Append(mark).Append(Title(kind, steps[i], mark)).Append(Comment(kind, steps[i])).Append('\n');
            Body(kind, steps[i], new string(' ', mark.Length));
        }
    }

    private void Body(ItemKind kind, JsonObject item, string indent)
    {
        var said = kind.Fields.Where(field => MarkdownLayout.Says(field, item[field.Name]) && !(field.Name == kind.Title && IsHeading(item[field.Name]))).ToList();
        var labelled = said.Where(field => field.Kind != FieldKind.Commands && !IsChecked(kind, field)).ToList();
        text.Append(labelled.Count > 0 && indent.Length == 0 ? "\n" : "");
        foreach (var field in labelled)
        {
            fields.Label(field, item[field.Name]!, indent);
        }

        foreach (var field in said.Where(field => IsChecked(kind, field)))
        {
            text.Append('\n');
            fields.Lines((JsonArray)item[field.Name]!, "- [ ] ");
        }

        foreach (var field in said.Where(field => field.Kind == FieldKind.Commands))
        {
            fields.Commands((JsonArray)item[field.Name]!, indent);
        }
    }

    private static bool IsChecked(ItemKind kind, PlanField field) => kind.Name == MarkdownLayout.Checklist && field.Kind == FieldKind.Lines;

    private static bool IsHeading(JsonNode? title) => (string?)title is { } said && !said.Contains('\n', StringComparison.Ordinal);

    // An entry whose name is none, or not one line, stands under the name of its kind, emphasised.
    private static string Title(ItemKind kind, JsonObject item, string before) =>
        IsHeading(item[kind.Title]) ? MarkdownText.Write(before, (string)item[kind.Title]!) : $"*{kind.Singular}*";

    // A key that the reader would make by itself needs no mention.
    private string Comment(ItemKind kind, JsonObject item)
    {
        if ((string?)item["key"] is not { } key)
        {
            return "";
        }

        var rule = MarkdownLayout.KeyOf(kind, item);
        var isMade = keys.Next(rule) == key;
        keys.Take(isMade ? rule : key);
        return isMade ? "" : " " + InlineValue.Comment(key);
    }
}
