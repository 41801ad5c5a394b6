using System.Globalization;
using System.Text.Json.Nodes;
using DrConsole.Plans.Import;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Export;

/// <summary>A field's single value as people read it ("4 h", "yes", "PostgreSQL"), and back.</summary>
internal static class FieldText
{
    private const double Hour = 60;
    private const double Day = 24 * Hour;

    public static string Write(PlanField field, JsonNode value) => field.Kind switch
    {
        FieldKind.Minutes => Minutes((double)value),
        FieldKind.Days => Number((double)value) + " d",
        FieldKind.Number => ((long)value).ToString(CultureInfo.InvariantCulture),
        FieldKind.Flag => (bool)value ? "yes" : "no",
        FieldKind.Choice => field.Choices.FirstOrDefault(choice => choice.Value == (string?)value)?.Label ?? (string)value!,
        _ => (string)value!,
    };

    /// <summary>The value that a text states; null when it states none that fits.</summary>
    /// <param name="type">The record that has the field.</param>
    public static JsonNode? Read(Type type, PlanField field, string text) => field.Kind switch
    {
        FieldKind.Minutes => Minutes(text) is { } minutes ? JsonValue.Create(minutes) : null,
        FieldKind.Days => (Amount(text, " d") ?? Minutes(text) / Day) is { } days ? JsonValue.Create(days) : null,
        FieldKind.Number => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null,
        FieldKind.Flag => text.Trim().ToUpperInvariant() switch { "YES" => JsonValue.Create(true), "NO" => JsonValue.Create(false), _ => null },
        FieldKind.Choice => Choice(type, field, text) is { } choice ? JsonValue.Create(choice) : null,
        _ => JsonValue.Create(text),
    };

    private static string? Choice(Type type, PlanField field, string text)
    {
        var known = field.Choices.FirstOrDefault(choice => choice.Label == text) ?? field.Choices.FirstOrDefault(choice => choice.Label.Equals(text, StringComparison.OrdinalIgnoreCase));
        return known?.Value ?? (IsClosed(type, field) ? null : text);
    }

    // Some choices are only proposals: the record holds any text.
    public static bool IsClosed(Type type, PlanField field) =>
        JsonProperties.Of(type)[field.Name].PropertyType is var property && (Nullable.GetUnderlyingType(property) ?? property).IsEnum;

    private static string Minutes(double minutes) =>
        minutes >= 2 * Day && minutes % Day == 0 ? Number(minutes / Day) + " d"
        : minutes >= Hour && minutes % Hour == 0 ? Number(minutes / Hour) + " h"
        : Number(minutes) + " min";

    private static double? Minutes(string text)
    {
        if ((Amount(text, " min") ?? Amount(text, " h") * Hour ?? Amount(text, " d") * Day) is { } plain)
        {
            return plain;
        }

        var trimmed = text.Trim();
        return DurationGrammar.Value(trimmed) is { Start: 0, Qualifier: null, From: null, OpenEnded: false } duration && duration.Length == trimmed.Length ? duration.Minutes : null;
    }

    private static double? Amount(string text, string unit) =>
        text.EndsWith(unit, StringComparison.Ordinal) && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && double.IsFinite(amount)
            ? amount : null;

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
