using System.Text.RegularExpressions;

namespace DrConsole.Plans.Import.Enrich;

/// <summary>Metric, condition, severity and receiver of monitoring rules, from a table's row or from one alert rule as code.</summary>
internal static partial class MonitoringFields
{
    public static PlanDocument Fill(PlanDocument document, Reading reading) =>
        document with { Monitoring = [.. document.Monitoring.Select(rule => Filled(rule, reading))] };

    private static MonitoringRule Filled(MonitoringRule rule, Reading reading)
    {
        var said = reading.About(rule);
        var filled = rule with
        {
            Condition = rule.Condition ?? said.Of(Term.Condition),
            Severity = rule.Severity ?? said.Of(Term.AlertSeverity),
            Notify = rule.Notify ?? said.Of(Term.Notify) ?? said.Of(Topic.Responsible),
            Metric = rule.Metric ?? said.Of(Term.Metric),
            Items = [.. rule.Items.Where(item => said.Rest(item) is not null)],
            MoreSources = said.MoreSources(),
        };
        return rule.Rules is [var code] ? FromCode(filled, code.Text) : filled;
    }

    private static MonitoringRule FromCode(MonitoringRule rule, string code)
    {
        var expressions = Expression().Matches(code);
        if (expressions.Count != 1)
        {
            return rule;
        }

        var comparison = Comparison().Match(expressions[0].Groups["expr"].Value.Trim());
        var lasting = Lasting().Match(code) is { Success: true } wait ? $" for {wait.Groups["for"].Value}" : "";
        return rule with
        {
            Metric = rule.Metric ?? (comparison.Success ? comparison.Groups["metric"].Value.Trim() : expressions[0].Groups["expr"].Value.Trim()),
            Condition = rule.Condition ?? (comparison.Success ? comparison.Groups["limit"].Value.Trim() + lasting : null),
            Severity = rule.Severity ?? (SeverityLabel().Match(code) is { Success: true } severity ? severity.Groups["severity"].Value : null),
        };
    }

    [GeneratedRegex(@"^\s*-?\s*expr:\s*(?<expr>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expression();

    [GeneratedRegex(@"^(?<metric>.+?)\s*(?<limit>(?:[<>]=?|==|!=)\s*[^<>=]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^\s*for:\s*(?<for>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Lasting();

    [GeneratedRegex(@"^\s*severity:\s*[""']?(?<severity>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SeverityLabel();
}
