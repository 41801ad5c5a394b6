using System.Text.Json.Nodes;
using DrConsole.Plans.Import;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Compare;

/// <summary>Tells whether two items of one kind are plainly the same thing under another name.</summary>
internal sealed class Likeness
{
    /// <summary>From here on two items count as the same.</summary>
    public const double Enough = 0.6;

    private const int TextCompared = 400;
    private const int TellingLength = 20;
    private readonly Dictionary<int, int> _pairsOfLetters;
    private readonly int _letterPairs;
    private readonly List<(string Field, JsonNode Value, int Weight)> _fields;

    public Likeness(PlanNode node)
    {
        _pairsOfLetters = LetterPairs((string?)node.Json[node.Kind.Title] ?? "");
        _letterPairs = _pairsOfLetters.Values.Sum();
        _fields = [.. node.Kind.Fields.Where(field => !string.Equals(field.Name, node.Kind.Title, StringComparison.Ordinal))
            .Select(field => (field.Name, Value: FieldMeaning.Of(node.Json[field.Name]), field.Kind)).Where(field => field.Value is not null)
            .Select(field => (field.Name, field.Value!, Weight(field.Kind, field.Value!)))];
    }

    /// <summary>0 is nothing in common, 1 the same title or the same in all else.</summary>
    public double To(Likeness other) => Math.Max(Titles(other), Fields(other));

    // Pairs of letters serve all scripts, also those that write without spaces (Dice's coefficient).
    private double Titles(Likeness other)
    {
        var all = _letterPairs + other._letterPairs;
        var common = _pairsOfLetters.Sum(pair => Math.Min(pair.Value, other._pairsOfLetters.GetValueOrDefault(pair.Key)));
        return all == 0 ? 0 : 2.0 * common / all;
    }

    private double Fields(Likeness other)
    {
        var theirs = other._fields.ToDictionary(field => field.Field, StringComparer.Ordinal);
        var equal = _fields.Where(field => theirs.TryGetValue(field.Field, out var their) && JsonNode.DeepEquals(field.Value, their.Value)).ToList();
        var weight = equal.Sum(field => field.Weight);
        var all = _fields.Sum(field => field.Weight) + other._fields.Sum(field => field.Weight) - weight;

        // Little in common is no evidence, even when it is all that is said.
        return weight < 2 ? 0 : weight / (double)all;
    }

    // A choice has few values: that two items share one says nothing.
    private static int Weight(FieldKind kind, JsonNode value) => kind switch
    {
        FieldKind.Choice or FieldKind.Flag or FieldKind.Zone => 0,
        _ => value is JsonValue && value.ToString().Length < TellingLength ? 1 : 2,
    };

    private static Dictionary<int, int> LetterPairs(string text)
    {
        var counts = new Dictionary<int, int>();
        foreach (var word in Words.Of(text.Length > TextCompared ? text[..TextCompared] : text).All)
        {
            for (var i = -1; i < word.Length; i++)
            {
                var pair = ((i < 0 ? ' ' : word[i]) << 16) | (i + 1 < word.Length ? word[i + 1] : ' ');
                counts[pair] = counts.GetValueOrDefault(pair) + 1;
            }
        }

        return counts;
    }
}
