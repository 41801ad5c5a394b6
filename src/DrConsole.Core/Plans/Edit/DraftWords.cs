using System.Globalization;
using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Edit;

/// <summary>Sentences for the list of changes.</summary>
internal static class DraftWords
{
    private const int Longest = 80;

    public static string Set(PlanNode node, PlanField field, JsonNode? value)
    {
        var what = node.Kind == PlanSchema.Meta ? field.Label : $"{Name(node)}: {field.Label}";
        return value is null ? $"{what} emptied" : $"{what} is now {Say(field, value)}";
    }

    public static string Added(PlanNode node) => $"{Name(node)} added";

    public static string Removed(PlanNode node) => $"{Name(node)} removed";

    public static string Moved(PlanNode node) => $"{Name(node)} moved";

    public static string Settled(PlanNode node) => $"{Name(node)}: one of two stated values chosen";

    public static string Reopened(PlanNode node) => $"{Name(node)}: two stated values stand again";

    public static string Several(IReadOnlyList<DraftDeed> deeds) => deeds.Count == 1
        ? deeds[0].Summary
        : string.Create(CultureInfo.InvariantCulture, $"{deeds[0].Summary}, and {deeds.Count - 1} more");

    /// <summary>The kind and the name of an item, e.g. <c>Tier “Tier 1”</c>.</summary>
    public static string Name(PlanNode node) => $"{node.Kind.Singular} “{Cut(node.Title)}”";

    private static string Say(PlanField field, JsonNode value) => value switch
    {
        JsonArray { Count: 1 } => "1 entry",
        JsonArray list => string.Create(CultureInfo.InvariantCulture, $"{list.Count} entries"),
        _ when field.Kind == FieldKind.Flag => "yes",
        _ when field.Kind == FieldKind.Choice => $"“{field.Choices.FirstOrDefault(choice => choice.Value == (string?)value)?.Label}”",
        _ => $"“{Cut(FieldEntry.Write(field, value))}”",
    };

    private static string Cut(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= Longest ? line : line[..(Longest - 1)] + "…";
    }
}
