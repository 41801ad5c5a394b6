using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Export;

/// <summary>A plan as Markdown that people read and edit, and that gives the same plan when it is imported.</summary>
public static class PlanMarkdown
{
    /// <summary>The version of the form that is written; it stands in the front matter.</summary>
    public const int Version = 1;

    internal const string Mark = "drconsole-plan";

    /// <summary>Writes the plan; the same plan gives the same bytes. Line ends are LF. <see cref="PlanContent"/> says what it carries.</summary>
    public static string Write(PlanDocument document)
    {
        var content = PlanContent.Of(document);
        foreach (var conflict in Items(content, MarkdownLayout.Conflict))
        {
            conflict["values"] = new JsonArray([.. ((JsonArray?)conflict["values"] ?? []).Select(stated => stated!["json"]!.DeepClone())]);
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"---\n{Mark}: {Version}\n---\n\n");
        var items = new MarkdownItems(text);
        items.Write(PlanSchema.Meta, (JsonObject)content["meta"]!, 1);
        foreach (var kind in MarkdownLayout.Chapters)
        {
            items.Write(kind, [.. Items(content, kind)]);
        }

        return text.ToString();
    }

    private static IEnumerable<JsonObject> Items(JsonObject content, ItemKind kind) => (content[kind.List] as JsonArray ?? []).OfType<JsonObject>();
}
