using DrConsole.Plans;

namespace DrConsole.Web.Plans;

/// <summary>A part of a plan that has its own address, and how much the plan says there.</summary>
/// <param name="About">Completes "This plan says nothing about …".</param>
public sealed record PlanPart(string Slug, string Title, string About, Func<PlanDocument, int> Count)
{
    public const string Overview = "overview";
    public const string Scenarios = "scenarios";
    public const string Whole = "all";

    /// <summary>All parts in the order in which they are read; the overview and the whole plan are no parts.</summary>
    public static IReadOnlyList<PlanPart> All { get; } =
    [
        new(Scenarios, "Scenarios", "disasters and what to do in them", static d => d.Scenarios.Count),
        new("objectives", "Objectives", "recovery time or recovery point objectives", static d => d.Objectives.Count),
        new("tiers", "Impact tiers", "classes of incidents", static d => d.Tiers.Count),
        new("systems", "Systems and dependencies", "the systems it protects or what they depend on", static d => d.Systems.Count + d.ExternalDependencies.Count),
        new("backups", "Backup policies", "what is backed up", static d => d.Backups.Count),
        new("storage", "Storage, sites, replication", "where backups are kept or service is brought back", static d => d.StorageLocations.Count + d.RecoverySites.Count + d.Replications.Count),
        new("checklists", "Checklists", "lists to check off", static d => d.Checklists.Count),
        new("procedures", "Procedures", "named procedures or scripts", static d => d.Procedures.Count),
        new("contacts", "Contacts and escalation", "whom to call", static d => d.Contacts.Count + d.Escalation.Count + d.Rotations.Count),
        new("roles", "Roles and communication", "roles in the recovery team or whom to tell", static d => d.Roles.Count + d.Communication.Count + d.Templates.Count),
        new("tests", "Tests and duties", "tests, training or reviews", static d => d.Duties.Count),
        new("monitoring", "Monitoring and commands", "what is watched, and it has no commands of general use", static d => d.Monitoring.Count + d.UsefulCommands.Count),
        new("notes", "Notes and change record", "anything that has no other place", static d => d.Notes.Count + d.Changes.Count),
    ];

    /// <summary>The part of that slug; null when there is none.</summary>
    public static PlanPart? Find(string? slug) => All.FirstOrDefault(part => string.Equals(part.Slug, slug, StringComparison.OrdinalIgnoreCase));
}
