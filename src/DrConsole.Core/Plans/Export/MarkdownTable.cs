using System.Text;
using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Export;

/// <summary>Writes items as the rows of a table, the lines of a list parted by breaks.</summary>
internal static class MarkdownTable
{
    public const string Break = "<br>";

    /// <summary>Writes head and rows.</summary>
    /// <param name="behind">What stands behind the first cell's text.</param>
    public static void Write(StringBuilder text, string indent, IReadOnlyList<PlanField> columns, IReadOnlyList<JsonObject> rows, Func<JsonObject, string> behind)
    {
        Row(text, indent, columns.Select(column => column.Label));
        Row(text, indent, columns.Select(_ => "---"));
        foreach (var row in rows)
        {
            var cells = columns.Select(column => Cell(column, row[column.Name])).ToList();
            cells[0] += behind(row);
            Row(text, indent, cells);
        }
    }

    private static void Row(StringBuilder text, string indent, IEnumerable<string> cells)
    {
        text.Append(indent).Append('|');
        foreach (var cell in cells)
        {
            text.Append(cell.Length == 0 ? " |" : $" {cell.Trim(' ')} |");
        }

        text.Append('\n');
    }

    private static string Cell(PlanField column, JsonNode? value) => value switch
    {
        _ when !MarkdownLayout.Says(column, value) => "",
        JsonArray lines => string.Join(Break, lines.Select(line => MarkdownText.Cell((string)line!))),
        _ => MarkdownText.Cell(FieldText.Write(column, value!)),
    };
}
