using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DrConsole.Plans.Export;

/// <summary>Reads the rows of a table into items; its head names their fields.</summary>
internal sealed class TableReader(ReadLines lines)
{
    /// <summary>Hands each row over with the key it carries. Returns the table's last line.</summary>
    public int Read(Table table, ItemKind kind, Action<JsonObject, string?, SourceLines> take)
    {
        var rows = table.OfType<TableRow>().ToList();
        if (rows.Count == 0)
        {
            return 0;
        }

        var columns = Cells(rows[0]).Select(cell => Read(cell).Text).Select(label => kind.Fields.FirstOrDefault(field => string.Equals(field.Label, label, StringComparison.OrdinalIgnoreCase))).ToList();
        lines.Claim(table);
        if (columns.Contains(null))
        {
            lines.Doubt(ReadLines.First(rows[0]), $"a column is no field of a {kind.Singular.ToLowerInvariant()}; what stands in it was kept as notes.");
        }

        foreach (var row in rows.Skip(1))
        {
            var (item, line) = (new JsonObject(), ReadLines.First(row));
            string? key = null;
            foreach (var (cell, i) in Cells(row).Select((cell, i) => (cell, i)))
            {
                var said = Read(cell);
                key ??= said.Key;
                Take(kind, i < columns.Count ? columns[i] : null, cell, said.Text, item, line);
            }

            take(item, key, new SourceLines(line, line));
        }

        return lines.Last(table);
    }

    private void Take(ItemKind kind, PlanField? field, ParagraphBlock cell, string? text, JsonObject item, int line)
    {
        if (text is null)
        {
            return;
        }

        if (field is null || item.ContainsKey(field.Name))
        {
            lines.Doubt(line, $"“{text}” stands in no column of a {kind.Singular.ToLowerInvariant()}; the line was kept as a note too.");
        }
        else if (field.Kind is FieldKind.Lines or FieldKind.Names or FieldKind.Keys)
        {
            item[field.Name] = new JsonArray([.. Parts(cell).Select(part => JsonValue.Create(InlineValue.Read(part, lines.Source.Text).Text ?? ""))]);
        }
        else if (FieldText.Read(kind.Type, field, text) is { } value)
        {
            item[field.Name] = value;
        }
        else
        {
            lines.Doubt(line, $"“{text}” does not fit the field “{field.Label}”; the line was kept as a note too.");
        }
    }

    private (string? Text, string? Key) Read(ParagraphBlock cell) => InlineValue.Read(InlineValue.Of(cell), lines.Source.Text);

    private static IEnumerable<ParagraphBlock> Cells(TableRow row) =>
        row.OfType<TableCell>().Select(cell => cell.FirstOrDefault() as ParagraphBlock ?? new ParagraphBlock());

    private static IEnumerable<List<Inline>> Parts(ParagraphBlock cell)
    {
        var part = new List<Inline>();
        foreach (var inline in InlineValue.Of(cell))
        {
            if (inline is HtmlInline { Tag: var tag } && tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase))
            {
                yield return part;
                part = [];
            }
            else
            {
                part.Add(inline);
            }
        }

        yield return part;
    }
}
