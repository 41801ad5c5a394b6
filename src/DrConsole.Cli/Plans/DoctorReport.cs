using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DrConsole.Plans.Doctor;

namespace DrConsole.Cli.Plans;

/// <summary>What the plan doctor says, for people and as JSON.</summary>
internal static class DoctorReport
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Findings by severity and rule; each line begins with <c>file:line</c>, as compilers do.</summary>
    public static string Text(string file, IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var group in findings.GroupBy(finding => (finding.Severity, finding.Rule)))
        {
            var rule = PlanRules.Find(group.Key.Rule)!;
            text.Append(CultureInfo.InvariantCulture, $"{Name(group.Key.Severity)}: {rule.Title}  [{rule.Id}]").AppendLine();
            foreach (var finding in group)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {Places(file, finding)}  {finding.Message}").AppendLine();
                text.Append("      Mend: ").AppendLine(finding.Mend);
            }

            text.Append("  Why: ").AppendLine(rule.Why).AppendLine();
        }

        return text.Append(Count(findings)).ToString();
    }

    public static string Json(string file, string title, DateOnly today, IReadOnlyList<Finding> findings) => JsonSerializer.Serialize<object>(
        new
        {
            File = file, Title = title, Examined = today, Errors = Of(findings, FindingSeverity.Error), Warnings = Of(findings, FindingSeverity.Warning), Hints = Of(findings, FindingSeverity.Hint),
            Findings = findings.Select(finding => new { finding.Rule, finding.Severity, finding.Subject, finding.Message, PlanRules.Find(finding.Rule)!.Why, finding.Mend, finding.Evidence, finding.Fix }),
        }, Readable);

    public static string Rules() => string.Join(
        Environment.NewLine + Environment.NewLine,
        PlanRules.All.OrderBy(rule => rule.Severity).Select(rule => $"{rule.Id}  ({Name(rule.Severity)}){Environment.NewLine}  {rule.Title}.{Environment.NewLine}  {rule.Why}"));

    public static string RulesJson() => JsonSerializer.Serialize<object>(PlanRules.All.Select(rule => new { rule.Id, rule.Severity, rule.Title, rule.Why }), Readable);

    private static string Places(string file, Finding finding)
    {
        int[] lines = [.. finding.Evidence.Select(evidence => evidence.Source?.First).OfType<int>().Distinct()];
        return lines.Length == 0 ? file : string.Create(CultureInfo.InvariantCulture, $"{file}:{lines[0]}{(lines.Length > 1 ? $" (also {string.Join(", ", lines.Skip(1))})" : "")}");
    }

    private static string Count(IReadOnlyList<Finding> findings) => findings.Count == 0
        ? "The doctor found nothing. Whether the plan is right, only a drill can tell."
        : string.Create(CultureInfo.InvariantCulture, $"{Of(findings, FindingSeverity.Error)} errors, {Of(findings, FindingSeverity.Warning)} warnings, {Of(findings, FindingSeverity.Hint)} hints.");

    private static int Of(IReadOnlyList<Finding> findings, FindingSeverity severity) => findings.Count(finding => finding.Severity == severity);

    private static string Name(FindingSeverity severity) => severity.ToString().ToLowerInvariant();
}
