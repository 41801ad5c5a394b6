using DrConsole.Plans;
using DrConsole.Plans.Doctor;

namespace DrConsole.Tests.Plans.Doctor;

/// <summary>A small plan that has a rule's fault, and its twin that has not.</summary>
internal sealed record RuleCase(string Rule, PlanDocument Faulty, PlanDocument Sound, string? FaultyText = null, string? SoundText = null)
{
    public static readonly DateOnly Today = new(2026, 11, 21);

    public static readonly PlanDocument Empty = new() { Meta = new() { Title = "Shop plan", Language = "en" } };

    public static IReadOnlyList<RuleCase> All { get; } =
        [.. ObjectiveCases.All, .. BackupCases.All, .. CommandCases.All, .. ResponseCases.All, .. PeopleCases.All, .. UpkeepCases.All];

    public override string ToString() => Rule;

    public static PlanDocument Of(params PlanItem[] items) => Empty with
    {
        Systems = [.. items.OfType<PlanSystem>()], Objectives = [.. items.OfType<Objective>()], Tiers = [.. items.OfType<ImpactTier>()], Scenarios = [.. items.OfType<Scenario>()],
        Procedures = [.. items.OfType<Procedure>()], Checklists = [.. items.OfType<PlanChecklist>()], Backups = [.. items.OfType<BackupPolicy>()],
        StorageLocations = [.. items.OfType<StorageLocation>()], Replications = [.. items.OfType<Replication>()], ExternalDependencies = [.. items.OfType<ExternalDependency>()],
        Contacts = [.. items.OfType<PlanContact>()], Escalation = [.. items.OfType<EscalationLevel>()], Roles = [.. items.OfType<PlanRole>()],
        Templates = [.. items.OfType<CommunicationTemplate>()], Duties = [.. items.OfType<Duty>()], Monitoring = [.. items.OfType<MonitoringRule>()], Conflicts = [.. items.OfType<PlanConflict>()],
    };

    public static Objective Goal(string scope, double? rpo = null, double? rto = null, string? kind = null) =>
        new() { Key = $"objective/{scope}", Scope = scope, RpoMinutes = rpo, RtoMinutes = rto, Kind = kind };

    public static BackupPolicy Backup(string what, string? every = null, string? kept = null) => new() { Key = $"backup/{what}-{every}", What = what, Frequency = every, Retention = kept };

    public static BackupPolicy Script(string what, params string[] lines) => Backup(what, "daily", "30 days") with { Commands = [new(string.Join('\n', lines)) { Language = "bash" }] };

    public static Scenario Run(string title, params string[] lines) => new()
    {
        Key = "scenario/run", Title = title,
        Phases = [new() { Key = "phase/run", Title = "", Steps = [new() { Key = "step/run", Text = "Act", Commands = [new(string.Join('\n', lines)) { Language = "bash" }] }] }],
    };

    public static Scenario Steps(string title, params string[] steps) => new()
    {
        Key = "scenario/steps", Title = title,
        Phases = [new() { Key = "phase/steps", Title = "", Steps = [.. steps.Select((text, at) => new Step { Key = $"step/{at}", Text = text })] }],
    };

    public static Duty Test(string name, string? every = "monthly") => new() { Key = $"duty/{name}", Kind = DutyKind.Test, Name = name, Frequency = every };

    public static IReadOnlyList<Finding> Found(string rule, PlanDocument plan, string? text) => [.. PlanRules.Find(rule)!.Examine(new(plan, text, Today))];
}
