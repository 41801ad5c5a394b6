using DrConsole.Plans;
using static DrConsole.Tests.Plans.Doctor.RuleCase;

namespace DrConsole.Tests.Plans.Doctor;

internal static class ObjectiveCases
{
    private static readonly ImpactTier One = new() { Key = "tier/1", Name = "Tier 1: Down", SeverityRank = 1, RtoMinutes = 60 };
    private static readonly ImpactTier Two = new() { Key = "tier/2", Name = "Tier 2: Slow", SeverityRank = 2, RtoMinutes = 240 };
    private static readonly Scenario Timed = Steps("Region lost", "Fail over") with { Tier = "Tier 1: Down" };

    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new("rpo-tighter-than-interval", Of(Goal("Orders", 60), Backup("Order database", "daily")), Of(Goal("Orders", 60), Backup("Order database", "every 30 minutes"))),
        new("rpo-without-slack", Of(Goal("Orders", 60), Backup("Order database", "hourly")), Of(Goal("Orders", 120), Backup("Order database", "hourly"))),
        new("objective-without-backup", Of(Goal("Payments", 60), Backup("Order database", "hourly")), Of(Goal("Orders", 60), Backup("Order database", "hourly"))),
        new("rto-without-restore-test", Of(Goal("Orders", rto: 60), Test("Fire alarm")), Of(Goal("Orders", rto: 60), Test("Restore test"))),
        new(
            "system-without-objective", Of(System("Ledger"), System("Search"), Goal("Ledger", 60)), Of(System("Ledger"), System("Search"), Goal("Ledger", 60), Goal("Search", 60))),
        new(
            "class-without-systems", Of(System("Ledger"), Goal("Critical systems", rto: 60), Goal("Standard systems", rto: 600)),
            Of(System("Ledger") with { Criticality = "critical" }, Goal("Critical systems", rto: 60), Goal("Standard systems", rto: 600))),
        new("tier-without-test", Of(One, Two, Test("Tier 1 exercise")), Of(One, Two, Test("Tier 1 exercise"), Test("Tier 2 exercise"))),
        new("tier-without-rank", Of(One, Two with { SeverityRank = 1 }), Of(One, Two)),
        new("tier-without-target", Of(One, Two with { RtoMinutes = null }), Of(One, Two)),
        new("tier-contradicts-objective", Of(One, Goal("Tier 1: Down", rto: 30)), Of(One, Goal("Tier 1: Down", rto: 60))),
        new("steps-longer-than-rto", Of(One, Taking(90)), Of(One, Taking(45))),
    ];

    private static PlanSystem System(string name) => new() { Key = $"system/{name}", Name = name };

    private static Scenario Taking(double minutes) => Timed with { Phases = [Timed.Phases[0] with { Steps = [Timed.Phases[0].Steps[0] with { Minutes = minutes }] }] };
}
