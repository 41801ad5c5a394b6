using System.Globalization;
using DrConsole.Plans;
using DrConsole.Plans.Schema;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>What is to be backed up, how often, where to, and for how long it is kept, as the document says it.</summary>
public sealed partial class BackupsPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }

    // What every policy should state is shown even when it is missing; the rest only when it is there.
    private static IEnumerable<(string Name, string? Value)> Facts(BackupPolicy backup) =>
        Always(backup).Concat(Further(backup).Where(static fact => !string.IsNullOrEmpty(fact.Value)));

    private static IEnumerable<(string Name, string? Value)> Always(BackupPolicy backup)
    {
        yield return ("Frequency", backup.Frequency);
        yield return ("Retention", backup.Retention);
        yield return ("Location", backup.Location);
        yield return ("Encryption", backup.Encryption);
        yield return ("Verification", backup.Verification);
    }

    private static IEnumerable<(string Name, string? Value)> Further(BackupPolicy backup)
    {
        yield return ("Source", Label("sourceKind", backup.SourceKind?.ToString()));
        yield return ("System", backup.System);
        yield return ("Way", Label("mode", backup.Mode?.ToString()));
        yield return ("Type", backup.Type);
        yield return ("Method", backup.Method);
        yield return ("Times", backup.Schedule);
        yield return ("Schedule", backup.Cron is { } cron ? $"{cron} ({backup.Zone ?? "UTC"})" : null);
        yield return ("Kept by rule", string.Join(", ", backup.RetentionRules.Select(Rule)));
        yield return ("Copies in", string.Join(", ", backup.Destinations));
        yield return ("Residency", backup.Residency);
        yield return ("Remark", backup.Remark);
        yield return ("Covers", string.Join(", ", backup.Items));
    }

    // The names are the schema's, so that forms and pages say the same.
    private static string? Label(string field, string? value) => value is null ? null
        : PlanSchema.Find("backup")!.Field(field)!.Choices.FirstOrDefault(choice => string.Equals(choice.Value, value, StringComparison.OrdinalIgnoreCase))?.Label ?? value;

    private static string Rule(RetentionRule rule) => rule.Kind switch
    {
        RetentionKind.Age => string.Create(CultureInfo.InvariantCulture, $"{rule.Days:0.##} days"),
        RetentionKind.Count => string.Create(CultureInfo.InvariantCulture, $"newest {rule.Count}"),
        RetentionKind.AllVersions => "all versions",
        RetentionKind.Indefinite => "for ever",
        _ => string.Create(CultureInfo.InvariantCulture, $"{rule.Count} {rule.Kind.ToString().ToLowerInvariant()}"),
    };
}
