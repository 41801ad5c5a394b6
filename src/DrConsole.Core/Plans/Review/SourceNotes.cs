using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Review;

/// <summary>Keeps lines of the documents as notes, word for word.</summary>
internal sealed class SourceNotes(PlanTree tree, string sourceText, IReadOnlyList<PlanHeading> outline)
{
    private readonly string[] _lines = sourceText.Split('\n');

    /// <summary>The text of those lines; places outside of the document are cut.</summary>
    public string Text(SourceLines lines) => string.Join('\n', _lines.Skip(lines.First - 1).Take(lines.Last - Math.Max(1, lines.First) + 1));

    /// <summary>Adds a note of those lines at its place among the notes; lines that say nothing give none.</summary>
    public void Keep(SourceLines lines)
    {
        if (!string.IsNullOrWhiteSpace(Text(lines)))
        {
            Keep(Text(lines), lines);
        }
    }

    /// <summary>Adds a note of a text that came from those lines.</summary>
    public string Keep(string text, SourceLines? lines)
    {
        var under = lines is null ? [] : Under(lines.First);
        var before = tree.Nodes.Where(node => node.Kind == Note && lines is not null && SourcePlaces.Of(node.Json).FirstOrDefault() is { } place && place.First < lines.First).LastOrDefault();
        return tree.Insert(Note, null, before?.Key, new JsonObject
        {
            ["key"] = PlanKey.Of(Note.Name, under.Count > 0 ? under[^1] : "beginning"),
            ["text"] = text,
            ["under"] = new JsonArray([.. under.Select(title => (JsonNode)title)]),
            ["source"] = SourcePlaces.Json(lines),
        });
    }

    /// <summary>The kind of notes.</summary>
    public static ItemKind Note { get; } = PlanSchema.Find("note")!;

    // The headings that a line stands under: the last of each level, each deeper than the one before.
    private List<string> Under(int line)
    {
        var above = new List<PlanHeading>();
        foreach (var heading in outline.Where(heading => heading.Source?.First <= line))
        {
            above.RemoveAll(higher => higher.Level >= heading.Level);
            above.Add(heading);
        }

        return above.ConvertAll(heading => heading.Title);
    }
}
