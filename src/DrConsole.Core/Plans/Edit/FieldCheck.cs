using System.Globalization;
using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Edit;

/// <summary>Says whether a value fits a field: pages ask before they send, commands before they save.</summary>
public static class FieldCheck
{
    private const int MostEntries = 1_000;
    private const double LongestMinutes = 10 * 366 * 1440d;
    private const double LongestDays = 100 * 366d;

    /// <summary>A sentence for the person who fills in the field; null when the value fits.</summary>
    public static string? Of(PlanField field, JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (value is null or JsonArray { Count: 0 } || (value is JsonValue plain && plain.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text)))
        {
            return field.IsRequired ? $"{field.Label} must not be empty." : null;
        }

        return field.Kind switch
        {
            FieldKind.Minutes => Amount(value, LongestMinutes),
            FieldKind.Days => Amount(value, LongestDays),
            FieldKind.Number => FieldValue.Number(value) is >= 0 and <= 1_000_000 and var whole && double.IsInteger(whole) ? null : "Write a whole number between 0 and 1,000,000.",
            FieldKind.Flag => value is JsonValue flag && flag.TryGetValue<bool>(out _) ? null : "Say yes or no.",
            FieldKind.Lines or FieldKind.Names or FieldKind.Keys => List(field, value),
            FieldKind.Commands or FieldKind.Methods or FieldKind.RetentionRules or FieldKind.Overrides => Rows(RowFields.Of(field.Kind)!, value),
            _ => value is JsonValue word && word.TryGetValue<string>(out var said) ? Said(field, said) : "Write text.",
        };
    }

    /// <summary>What is wrong with one row of a field that holds rows; null when it fits.</summary>
    public static string? Row(ItemKind kind, JsonObject row)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(row);
        return kind.Fields.Select(field => Of(field, row[field.Name])).FirstOrDefault(error => error is not null) ?? Together(kind, row);
    }

    private static string? Said(PlanField field, string said) =>
        said.Length > field.MaxLength ? string.Create(CultureInfo.InvariantCulture, $"This is {said.Length:N0} characters long; {field.MaxLength:N0} fit.")
        : field.Kind switch
        {
            FieldKind.LongText => null,
            FieldKind.Choice => field.Choices.Any(choice => choice.Value == said) ? null : "Choose one of the list.",
            FieldKind.Date => IsDate(said) ? null : "Write the date as 2027-03-31, or the month as 2027-03.",
            FieldKind.Time => TimeOnly.TryParseExact(said, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : "Write the time as 08:30.",
            FieldKind.LocalTime => LocalTime(said) is null ? "Write date and time as 2027-03-31 18:00." : null,
            FieldKind.Cron => CronSchedule.Fault(said),
            FieldKind.Zone => IsZone(said) ? null : "This time zone is not known. Write its name, e.g. Europe/Berlin.",
            _ => said.Contains('\n', StringComparison.Ordinal) ? "Write it in one line." : null,
        };

    private static string? List(PlanField field, JsonNode value)
    {
        if (value is not JsonArray list || list.Any(line => line is not JsonValue text || !text.TryGetValue<string>(out _)))
        {
            return "Write lines of text.";
        }

        return list.Count > MostEntries ? "Too many entries; 1,000 fit."
            : list.Select(line => (string)line!).Any(string.IsNullOrWhiteSpace) ? "An entry is empty."
            : list.Select(line => Said(field with { Kind = FieldKind.Text }, (string)line!)).FirstOrDefault(error => error is not null);
    }

    private static string? Rows(ItemKind kind, JsonNode value)
    {
        if (value is not JsonArray rows || rows.Any(row => row is not JsonObject))
        {
            return "This is no list.";
        }

        return rows.Count > MostEntries ? "Too many entries; 1,000 fit."
            : rows.OfType<JsonObject>().Select((row, i) => Row(kind, row) is { } error ? string.Create(CultureInfo.InvariantCulture, $"{kind.Singular} {i + 1}: {error}") : null)
                .FirstOrDefault(error => error is not null);
    }

    // What a row's fields say only together.
    private static string? Together(ItemKind kind, JsonObject row)
    {
        if (kind.Type == typeof(RetentionRule))
        {
            return (string?)row["kind"] switch
            {
                "age" => row["days"] is null ? "Say how long it is kept." : null,
                "allVersions" or "indefinite" => null,
                _ => row["count"] is null ? "Say how many are kept." : null,
            };
        }

        return kind.Type == typeof(RotationOverride) && LocalTime((string)row["from"]!) >= LocalTime((string)row["to"]!) ? "It must end after it begins." : null;
    }

    private static string? Amount(JsonNode value, double most) =>
        FieldValue.Number(value) is >= 0 and var amount && amount <= most ? null : "This duration is negative or too long.";

    private static bool IsDate(string said) => DateOnly.TryParseExact(said, ["yyyy-MM-dd", "yyyy-MM"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static DateTime? LocalTime(string said) =>
        DateTime.TryParseExact(said, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;

    private static bool IsZone(string said) => TimeZoneInfo.TryFindSystemTimeZoneById(said, out var zone) && zone.HasIanaId;
}
