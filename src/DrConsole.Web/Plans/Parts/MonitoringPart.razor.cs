using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>What is watched, and commands of general use.</summary>
public sealed partial class MonitoringPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }

    private static IEnumerable<(string Name, string Value)> Facts(MonitoringRule rule) =>
        new[] { ("Metric", rule.Metric), ("Alarms when", rule.Condition), ("Severity", rule.Severity), ("Tells", rule.Notify) }
            .Where(static fact => fact.Item2 is not null).Select(static fact => (fact.Item1, fact.Item2!));
}
