using System.Text;
using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Export;

/// <summary>Writes the fields of an item: a line with its label each, longer texts in a block below it, commands in fences.</summary>
internal sealed class MarkdownFields(StringBuilder text)
{
    public void Label(PlanField field, JsonNode value, string indent)
    {
        var head = $"- **{field.Label}:**";
        text.Append(indent).Append(head);
        switch (value)
        {
            case JsonArray records when RowFields.Of(field.Kind) is { } kind:
                text.Append("\n\n");
                MarkdownTable.Write(text, indent + "  ", kind.Fields, [.. records.OfType<JsonObject>()], static _ => "");
                text.Append('\n');
                break;
            case JsonArray lines:
                text.Append('\n');
                Lines(lines, indent + "  - ");
                break;
            default:
                Single(FieldText.Write(field, value), head + " ", indent + "  ");
                break;
        }
    }

    public void Lines(JsonArray lines, string mark)
    {
        foreach (var line in lines)
        {
            text.Append(mark).Append(MarkdownText.Write(mark.TrimStart(), (string)line!)).Append('\n');
        }
    }

    public void Commands(JsonArray commands, string indent)
    {
        foreach (var command in commands.OfType<JsonObject>())
        {
            text.Append(indent.Length == 0 ? "\n" : "");
            Fence.Write(text, indent, (string)command["text"]!, (string?)command["language"], (string?)command["title"]);
        }
    }

    private void Single(string said, string before, string indent)
    {
        if (!said.Contains('\n', StringComparison.Ordinal) || !MarkdownText.IsVerbatim(said))
        {
            text.Append(' ').Append(MarkdownText.Write(before, said)).Append('\n');
        }
        else if (Quote.Suits(said))
        {
            text.Append('\n');
            Quote.Write(text, indent, said);
        }
        else
        {
            text.Append('\n');
            Fence.Write(text, indent, said, "text", null);
        }
    }
}
