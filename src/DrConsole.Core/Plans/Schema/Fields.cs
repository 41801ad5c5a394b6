using System.Text.Json;
using System.Text.RegularExpressions;

namespace DrConsole.Plans.Schema;

/// <summary>Short ways to describe a field.</summary>
internal static partial class Fields
{
    private static readonly Dictionary<string, string> ProperNames = new(StringComparer.Ordinal)
    {
        [nameof(BackupSourceKind.PostgreSql)] = "PostgreSQL",
        [nameof(BackupSourceKind.MySql)] = "MySQL or MariaDB",
        [nameof(BackupSourceKind.MongoDb)] = "MongoDB",
        [nameof(BackupSourceKind.Redis)] = "Redis",
        [nameof(BackupSourceKind.Kubernetes)] = "Kubernetes",
        [nameof(BackupSourceKind.Terraform)] = "Terraform",
    };

    public static PlanField Text(string name, string label, string? hint = null) => new(name, label) { Hint = hint };

    public static PlanField Title(string name, string label) => new(name, label) { IsRequired = true, MaxLength = 300 };

    public static PlanField LongText(string name, string label, string? hint = null) => new(name, label, FieldKind.LongText) { Hint = hint, MaxLength = 20_000 };

    public static PlanField Lines(string name, string label, string? hint = null) => new(name, label, FieldKind.Lines) { Hint = hint ?? "One per line.", MaxLength = 2_000 };

    public static PlanField Of(string name, string label, FieldKind kind, string? hint = null) => new(name, label, kind) { Hint = hint };

    public static PlanField Name(string name, string label, params string[] of) => new(name, label, FieldKind.Name) { Of = of };

    public static PlanField Names(string name, string label, params string[] of) => new(name, label, FieldKind.Names) { Of = of };

    public static PlanField Choice<T>(string name, string label, string? hint = null)
        where T : struct, Enum => new(name, label, FieldKind.Choice)
        {
            Hint = hint,
            Choices = [.. Enum.GetNames<T>().Select(value => new FieldChoice(JsonNamingPolicy.CamelCase.ConvertName(value), Spoken(value)))],
        };

    public static PlanField Choice(string name, string label, params string[] values) =>
        new(name, label, FieldKind.Choice) { Choices = [.. values.Select(value => new FieldChoice(value, value))] };

    private static string Spoken(string name)
    {
        if (ProperNames.TryGetValue(name, out var proper))
        {
            return proper;
        }

        var words = Inner().Replace(name, " ").ToLowerInvariant();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.None, 1000)]
    private static partial Regex Inner();
}
