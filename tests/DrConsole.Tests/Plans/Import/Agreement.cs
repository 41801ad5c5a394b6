using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DrConsole.Tests.Plans.Import;

/// <summary>Compares what a measuring document states with what <c>plan inspect --json</c> says of it, by the rules of the acceptance.</summary>
internal static partial class Agreement
{
    private static readonly string[] Lists = ["objectives", "backups", "scenarios", "tiers", "checklists", "contacts", "escalation", "tests"];

    /// <summary>How many of the required facts were found, how many there are, and what was said beside them.</summary>
    public static Score Of(JsonElement expected, JsonElement actual)
    {
        var score = new Score(0, 0, []);
        foreach (var list in Lists)
        {
            var left = Entries(actual, list).ToList();
            foreach (var entry in Entries(expected, list).OrderBy(IsOptional).ToList())
            {
                var required = !IsOptional(entry);
                var right = left.FindIndex(said => IsSame(list, entry, said) && IsRight(list, entry, said));
                var at = right >= 0 ? right : left.FindIndex(said => IsSame(list, entry, said));
                score = score with { Required = score.Required + (required ? 1 : 0), Found = score.Found + (required && right >= 0 ? 1 : 0) };
                if (required && right < 0)
                {
                    score.Remarks.Add($"{(at < 0 ? "absent" : "wrong")} {list}: {entry.GetRawText()}");
                }

                if (at >= 0)
                {
                    left.RemoveAt(at);
                }
            }

            score = score with { Invented = score.Invented + left.Count };
            score.Remarks.AddRange(left.Select(said => $"extra {list}: {said.GetRawText()}"));
        }

        return score;
    }

    private static bool IsSame(string list, JsonElement e, JsonElement a) => list switch
    {
        "objectives" => Overlap(e, a, "scope") >= 0.5 || Near(e, a, 2),
        "backups" => Overlap(e, a, "what") >= 0.5 || Near(e, a, 2),
        "scenarios" => Overlap(e, a, "title") >= 0.6 || Near(e, a, 2),
        "tiers" => Overlap(e, a, "name") >= 0.6 || Near(e, a, 2),
        "checklists" => Overlap(e, a, "title") >= 0.6 || Near(e, a, 3),
        "contacts" => Near(e, a, 0) || (Overlap(e, a, "role") >= 0.5 && Overlap(e, a, "name") >= 0.5),
        "escalation" => string.Equals(Text(e, "level"), Text(a, "level"), StringComparison.Ordinal),
        _ => Overlap(e, a, "name") >= 0.5 || Near(e, a, 2),
    };

    private static bool IsRight(string list, JsonElement e, JsonElement a) => list switch
    {
        "objectives" => Number(e, "rto_minutes") == Number(a, "rto_minutes") && Number(e, "rpo_minutes") == Number(a, "rpo_minutes"),
        "backups" => Overlap(e, a, "frequency") >= 0.5 && Overlap(e, a, "retention") >= 0.5,
        "scenarios" => Counts(e, "step_count", Length(a, "steps")) && Counts(e, "command_block_count", Length(a, "commands")),
        "tiers" => Number(e, "rto_minutes") == Number(a, "rto_minutes"),
        "checklists" => Counts(e, "item_count", Length(a, "items")),
        "contacts" => string.Equals(Digits(Text(e, "phone")), Digits(Text(a, "phone")), StringComparison.Ordinal) && string.Equals(Text(e, "email"), Text(a, "email"), StringComparison.Ordinal),
        "escalation" => Overlap(e, a, "who") >= 0.5,
        _ => Overlap(e, a, "frequency") >= 0.5,
    };

    private static bool IsOptional(JsonElement entry) =>
        (entry.TryGetProperty("optional", out var optional) && optional.ValueKind == JsonValueKind.True) || (entry.TryGetProperty("optional_if", out var when) && when.ValueKind == JsonValueKind.String);

    private static IEnumerable<JsonElement> Entries(JsonElement document, string list) =>
        document.TryGetProperty(list, out var entries) && entries.ValueKind == JsonValueKind.Array ? entries.EnumerateArray() : [];

    // Share of the smaller text's words that the other has; 1 when nothing is asked.
    private static double Overlap(JsonElement e, JsonElement a, string name)
    {
        var asked = Words(Text(e, name));
        var said = Words(Text(a, name));
        return asked.Count == 0 ? 1 : said.Count == 0 ? 0 : (double)asked.Count(said.Contains) / Math.Min(asked.Count, said.Count);
    }

    private static HashSet<string> Words(string text) =>
        [.. Word().Matches(text.Normalize(NormalizationForm.FormKC).ToLowerInvariant()).Select(match => match.Value)];

    private static bool Near(JsonElement e, JsonElement a, int reach) =>
        Number(e, "line") is { } asked && Number(a, "line") is { } said && Math.Abs(asked - said) <= reach;

    private static bool Counts(JsonElement e, string name, int count)
    {
        if (e.TryGetProperty(name + "_range", out var range) && range.ValueKind == JsonValueKind.Array)
        {
            return count >= range[0].GetInt32() && count <= range[range.GetArrayLength() - 1].GetInt32();
        }

        return Number(e, name) is not { } asked || asked == count;
    }

    private static int Length(JsonElement entry, string list) => Entries(entry, list).Count();

    private static string Digits(string text) => new([.. text.Where(char.IsDigit)]);

    private static double? Number(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetDouble().ToString(CultureInfo.InvariantCulture),
        _ => "",
    } : "";

    // Chinese and Japanese have no spaces: each sign is a word.
    [GeneratedRegex("[一-鿿぀-ヿ]|[^\\W_一-鿿぀-ヿ]+", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Word();
}

/// <summary>What a comparison found.</summary>
internal sealed record Score(int Found, int Required, List<string> Remarks, int Invented = 0)
{
    public double Recall => Required == 0 ? 1 : (double)Found / Required;

    public double Precision => Found + Invented == 0 ? 1 : (double)Found / (Found + Invented);
}
