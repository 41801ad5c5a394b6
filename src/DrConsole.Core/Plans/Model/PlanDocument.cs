namespace DrConsole.Plans;

/// <summary>
/// Everything that one version of a plan says. Immutable: a published version is this document as canonical JSON, with its SHA-256.
/// The order of every list is the order of the source document.
/// </summary>
public sealed record PlanDocument
{
    public required PlanMeta Meta { get; init; }

    /// <summary>The headings of the imported document, in order.</summary>
    public IReadOnlyList<PlanHeading> Outline { get; init; } = [];

    public IReadOnlyList<PlanSystem> Systems { get; init; } = [];

    public IReadOnlyList<Objective> Objectives { get; init; } = [];

    public IReadOnlyList<ImpactTier> Tiers { get; init; } = [];

    public IReadOnlyList<Scenario> Scenarios { get; init; } = [];

    public IReadOnlyList<Procedure> Procedures { get; init; } = [];

    public IReadOnlyList<PlanChecklist> Checklists { get; init; } = [];

    public IReadOnlyList<BackupPolicy> Backups { get; init; } = [];

    public IReadOnlyList<StorageLocation> StorageLocations { get; init; } = [];

    public IReadOnlyList<RecoverySite> RecoverySites { get; init; } = [];

    public IReadOnlyList<Replication> Replications { get; init; } = [];

    public IReadOnlyList<ExternalDependency> ExternalDependencies { get; init; } = [];

    public IReadOnlyList<PlanContact> Contacts { get; init; } = [];

    public IReadOnlyList<EscalationPath> EscalationPaths { get; init; } = [];

    public IReadOnlyList<EscalationLevel> Escalation { get; init; } = [];

    public IReadOnlyList<Rotation> Rotations { get; init; } = [];

    public IReadOnlyList<PlanRole> Roles { get; init; } = [];

    public IReadOnlyList<CommunicationRule> Communication { get; init; } = [];

    public IReadOnlyList<CommunicationTemplate> Templates { get; init; } = [];

    public IReadOnlyList<Duty> Duties { get; init; } = [];

    public IReadOnlyList<MonitoringRule> Monitoring { get; init; } = [];

    public IReadOnlyList<UsefulCommand> UsefulCommands { get; init; } = [];

    public IReadOnlyList<PlanChange> Changes { get; init; } = [];

    /// <summary>Facts for which the documents state two values.</summary>
    public IReadOnlyList<PlanConflict> Conflicts { get; init; } = [];

    /// <summary>The files it was imported from; empty when it was one, or none.</summary>
    public IReadOnlyList<SourceFile> Files { get; init; } = [];

    public IReadOnlyList<PlanNote> Notes { get; init; } = [];
}
