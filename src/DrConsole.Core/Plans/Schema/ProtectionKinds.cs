namespace DrConsole.Plans.Schema;

/// <summary>What is protected and how fast it must be back: systems, objectives, tiers, dependencies, sites, replication.</summary>
internal static class ProtectionKinds
{
    public static IReadOnlyList<ItemKind> All { get; } =
    [
        new("system", "System", "Systems", "systems", "name", typeof(PlanSystem),
        [
            Fields.Title("name", "Name"),
            Fields.LongText("description", "Description"),
            Fields.Text("criticality", "Criticality"),
            Fields.Text("region", "Region"),
            Fields.Text("residency", "Data residency", "Where its data may lie, e.g. EU only."),
            Fields.Name("owner", "Owner", "role", "contact"),
            Fields.Names("dependsOn", "Depends on", "system", "dependency"),
        ])
        { Part = "systems", Apart = [] },
        new("objective", "Objective", "Objectives", "objectives", "scope", typeof(Objective),
        [
            Fields.Title("scope", "For"),
            Fields.Choice("kind", "Scope is a", "plan", "service", "system", "data", "tier", "scenario"),
            Fields.Of("rtoMinutes", "RTO", FieldKind.Minutes, "Time until it works again. 0 is a value; empty is not said."),
            Fields.Of("rpoMinutes", "RPO", FieldKind.Minutes, "Largest loss of data, as time."),
            Fields.Choice("qualifier", "Qualifier", "<", "≤", ">", "≥"),
            Fields.Text("remark", "Remark"),
        ])
        { Part = "objectives", Apart = [] },
        new("tier", "Impact tier", "Impact tiers", "tiers", "name", typeof(ImpactTier),
        [
            Fields.Title("name", "Name"),
            Fields.LongText("description", "Description"),
            Fields.Of("severityRank", "Severity rank", FieldKind.Number, "1 is the worst. The number in a tier's name does not tell."),
            Fields.Of("rtoMinutes", "RTO", FieldKind.Minutes),
            Fields.Of("rpoMinutes", "RPO", FieldKind.Minutes),
            Fields.Of("responseMinutes", "Response within", FieldKind.Minutes),
            Fields.Of("updateMinutes", "Status update every", FieldKind.Minutes),
            Fields.Lines("criteria", "Criteria", "Signs by which an incident belongs to it. One per line."),
        ])
        { Part = "tiers", Apart = [] },
        new("dependency", "External dependency", "External dependencies", "externalDependencies", "name", typeof(ExternalDependency),
        [
            Fields.Title("name", "Name"),
            Fields.Text("provider", "Provider"),
            Fields.LongText("impact", "Impact when it is away"),
            Fields.LongText("fallback", "What is done meanwhile"),
        ])
        { Part = "systems", Apart = [] },
        new("site", "Recovery site", "Recovery sites", "recoverySites", "name", typeof(RecoverySite),
        [
            Fields.Title("name", "Name"),
            Fields.LongText("description", "Description"),
            Fields.Text("readiness", "Readiness", "Hot, warm or cold."),
            Fields.Text("region", "Region"),
        ])
        { Part = "storage", Apart = [] },
        new("replication", "Replication", "Replications", "replications", "what", typeof(Replication),
        [
            Fields.Title("what", "What"),
            Fields.LongText("how", "How"),
            Fields.Text("target", "Where to"),
        ])
        { Part = "storage" },
    ];
}
