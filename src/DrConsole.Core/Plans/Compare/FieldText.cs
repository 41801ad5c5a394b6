using System.Globalization;
using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Compare;

/// <summary>A field's value as people read it, one line per entry of a list.</summary>
public static class FieldText
{
    /// <summary>The text; empty when nothing is said.</summary>
    /// <param name="titleOf">What the item of a key is called; null shows the key.</param>
    public static string Of(PlanField field, JsonNode? value, Func<string, string?>? titleOf = null)
    {
        ArgumentNullException.ThrowIfNull(field);
        return value switch
        {
            null => "",
            JsonArray entries => string.Join('\n', entries.Select(entry => Entry(field, entry, titleOf))),
            JsonValue flag when flag.TryGetValue<bool>(out var isSet) => isSet ? "yes" : "no",
            JsonValue number when field.Kind == FieldKind.Minutes && number.TryGetValue<double>(out var minutes) => DurationEntry.Write(minutes),
            JsonValue number when field.Kind == FieldKind.Days && number.TryGetValue<double>(out var days) => string.Create(CultureInfo.InvariantCulture, $"{days:0.##} d"),
            _ when field.Kind == FieldKind.Choice => field.Choices.FirstOrDefault(choice => string.Equals(choice.Value, value.ToString(), StringComparison.Ordinal))?.Label ?? value.ToString(),
            _ => value.ToString(),
        };
    }

    private static string Entry(PlanField field, JsonNode? entry, Func<string, string?>? titleOf) => entry switch
    {
        null => "",
        JsonObject block when field.Kind == FieldKind.Commands => (string?)block["title"] is { Length: > 0 } title ? $"{title}:\n{block["text"]}" : $"{block["text"]}",
        JsonObject members => string.Join(", ", members.Select(member => $"{member.Key}: {member.Value}")),
        _ when field.Kind == FieldKind.Keys => titleOf?.Invoke(entry.ToString()) ?? entry.ToString(),
        _ => entry.ToString(),
    };
}
