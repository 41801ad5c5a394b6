using System.Globalization;
using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;
using DrConsole.Platform;

namespace DrConsole.Plans.Edit;

/// <summary>Between what a person types into a field and the value that the plan keeps.</summary>
public static class FieldEntry
{
    private const double Day = 1440;

    /// <summary>The value of a typed text, or the sentence that says why it is none. Emptied text is null.</summary>
    public static (JsonNode? Value, string? Error) Read(PlanField field, string? text)
    {
        ArgumentNullException.ThrowIfNull(field);
        var typed = SafeText.Clean(text ?? "").ReplaceLineEndings("\n").TrimEnd();
        if (string.IsNullOrWhiteSpace(typed))
        {
            return Checked(field, null);
        }

        return field.Kind switch
        {
            FieldKind.Minutes => Duration(field, typed, 1),
            FieldKind.Days => Duration(field, typed, Day),
            FieldKind.Number => int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? Checked(field, number)
                : (null, "Write a whole number, 0 or more."),
            FieldKind.Lines => Checked(field, List(typed.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))),
            FieldKind.LongText => Checked(field, typed),
            FieldKind.LocalTime => Checked(field, typed.Trim().Replace(' ', 'T')),
            FieldKind.Cron => Checked(field, string.Join(' ', typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))),
            _ => Checked(field, typed.Trim()),
        };
    }

    /// <summary>The value as the text that stands in the field.</summary>
    public static string Write(PlanField field, JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return value switch
        {
            null => "",
            JsonArray lines => string.Join('\n', lines.Select(line => (string?)line)),
            _ when field.Kind == FieldKind.Minutes && FieldValue.Number(value) is { } minutes => DurationEntry.Write(minutes),
            _ when field.Kind == FieldKind.Days && FieldValue.Number(value) is { } days => string.Create(CultureInfo.InvariantCulture, $"{days:0.######} d"),
            _ => value.ToString(),
        };
    }

    /// <summary>Strings as a JSON list.</summary>
    public static JsonArray List(IEnumerable<string> lines) => [.. lines.Select(line => (JsonNode?)line)];

    private static (JsonNode?, string?) Duration(PlanField field, string typed, double unit) => DurationEntry.Read(typed, unit) is { } minutes
        ? Checked(field, Math.Round(minutes / unit, 6))
        : (null, unit > 1 ? "Write a duration, e.g. 30 d or 4 weeks." : "Write a duration, e.g. 90 min, 4 h or 2 d.");

    private static (JsonNode?, string?) Checked(PlanField field, JsonNode? value) => (value, FieldCheck.Of(field, value));
}
