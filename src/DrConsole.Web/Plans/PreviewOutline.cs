using DrConsole.Plans;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Plans;

/// <summary>An entry of the preview: what was made, from which lines, and what is odd about it.</summary>
public sealed record PreviewItem(string Title, string? Detail, SourceLines? Lines, string? Flag = null);

/// <summary>The entries of one part.</summary>
public sealed record PreviewGroup(string Title, IReadOnlyList<PreviewItem> Items, bool IsNotes = false);

/// <summary>Everything that an import made, in the order of the plan's parts; notes come last.</summary>
public static class PreviewOutline
{
    /// <summary>Flag of a step that destroys something.</summary>
    public const string Dangerous = "Dangerous";

    private const string Placeholder = "Placeholder";

    /// <summary>Lists the document's entries; parts without any are left out.</summary>
    public static IReadOnlyList<PreviewGroup> Of(PlanDocument plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        PreviewGroup[] groups =
        [
            new("Scenarios", [.. plan.Scenarios.SelectMany(OfScenario)]),
            new("Objectives", [.. plan.Objectives.Select(o => new PreviewItem(o.Scope, Join(Target("RTO", o.RtoMinutes), Target("RPO", o.RpoMinutes), o.Remark), o.Source))]),
            new("Impact tiers", [.. plan.Tiers.Select(t => new PreviewItem(t.Name, Join(Target("RTO", t.RtoMinutes), t.Description), t.Source))]),
            new("Systems", [.. plan.Systems.Select(s => new PreviewItem(s.Name, Join(s.Description, s.Criticality, s.Region), s.Source))]),
            new("Dependencies outside", [.. plan.ExternalDependencies.Select(d => new PreviewItem(d.Name, d.Impact, d.Source))]),
            new("Backup policies", [.. plan.Backups.Select(b => new PreviewItem(b.What, Join(b.Type, b.Frequency, b.Retention, b.Location), b.Source))]),
            new("Storage locations", [.. plan.StorageLocations.Select(s => new PreviewItem(s.Name, Join(s.Location, s.Region), s.Source))]),
            new("Recovery sites", [.. plan.RecoverySites.Select(s => new PreviewItem(s.Name, s.Description, s.Source))]),
            new("Replication", [.. plan.Replications.Select(r => new PreviewItem(r.What, r.How, r.Source))]),
            new("Checklists", [.. plan.Checklists.Select(c => new PreviewItem(c.Title, Count(c.Items.Count, "item"), c.Source))]),
            new("Procedures", [.. plan.Procedures.Select(p => new PreviewItem(p.Title, Join(p.Script, Count(p.Steps.Count, "step"), Count(p.Commands.Count, "command")), p.Source))]),
            new("Contacts", [.. plan.Contacts.Select(OfContact)]),
            new("Escalation", [.. plan.Escalation.Select(e => new PreviewItem(e.Level, e.Who, e.Source))]),
            new("Roles", [.. plan.Roles.Select(r => new PreviewItem(r.Name, r.Responsibility, r.Source))]),
            new("Communication", [.. plan.Communication.Select(c => new PreviewItem(c.Audience, Count(c.Items.Count, "rule"), c.Source))]),
            new("Message templates", [.. plan.Templates.Select(t => new PreviewItem(t.Name, t.Body is null ? "named, without a text" : null, t.Source))]),
            new("Tests and duties", [.. plan.Duties.Select(d => new PreviewItem(d.Name, Join(d.Frequency, d.Scope), d.Source))]),
            new("Monitoring", [.. plan.Monitoring.Select(m => new PreviewItem(m.Title, Count(m.Items.Count + m.Rules.Count, "rule"), m.Source))]),
            new("Useful commands", [.. plan.UsefulCommands.Select(c => new PreviewItem(c.Title ?? "Command", FirstLine(c.Text), c.Source))]),
            new("Kept as notes", [.. plan.Notes.Select(n => new PreviewItem(FirstLine(n.Text), Join([.. n.Under]), n.Source))], IsNotes: true),
        ];
        return [.. groups.Where(static group => group.Items.Count > 0)];
    }

    private static IEnumerable<PreviewItem> OfScenario(Scenario scenario) =>
    [
        new(scenario.Title, Join(scenario.Tier, Count(scenario.Detection.Count, "sign"), Count(scenario.Steps().Count(), "step")), scenario.Source),
        .. scenario.Steps().Select((step, index) => new PreviewItem(
            $"{index + 1}. {step.Text}", Join(step.Role, Count(step.Commands.Count, "command")), step.Source, step.Dangerous ? Dangerous : null)),
    ];

    private static PreviewItem OfContact(PlanContact contact) => new(
        contact.Role ?? contact.Name ?? "Contact",
        Join(contact.Name, contact.Phone, contact.Email, contact.Placeholder),
        contact.Source,
        contact.Placeholder is null ? null : Placeholder);

    private static string? Target(string name, double? minutes) => minutes is { } value ? $"{name} {Durations.Say(value)}" : null;

    private static string? Count(int number, string noun) => number switch
    {
        0 => null,
        1 => $"1 {noun}",
        _ => $"{number} {noun}s",
    };

    private static string Join(params string?[] texts) => string.Join(" · ", texts.Where(static text => !string.IsNullOrWhiteSpace(text)));

    private static string FirstLine(string text) => text.TrimStart().Split('\n')[0].TrimEnd();
}
