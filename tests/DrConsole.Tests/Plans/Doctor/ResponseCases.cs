using DrConsole.Plans;
using static DrConsole.Tests.Plans.Doctor.RuleCase;

namespace DrConsole.Tests.Plans.Doctor;

internal static class ResponseCases
{
    private static readonly Scenario Lost = Steps("Database lost", "Restore it", "Start it");

    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new("scenario-without-detection", Of(Lost), Of(Lost with { Detection = ["Queries fail"] })),
        new("scenario-without-role", Of(Lost), Of(Lost with { Role = "Database on-call" })),
        new("scenario-without-validation", Of(Lost), Of(Steps("Database lost", "Restore it", "Verify the row counts"))),
        new("scenario-without-steps", Of(Lost with { Phases = [] }), Of(Lost)),
        new("ambiguous-step", Of(Steps("Site lost", "Restore, see above")), Of(Steps("Site lost", "Restore the orders database"))),
        new("long-checklist", Of(List(10)), Of(List(9))),
        new("not-yet-built", Of(Lost with { Description = "Failover to the second region (future implementation)" }), Of(Lost with { Description = "Failover to the second region" })),
    ];

    private static PlanChecklist List(int items) => new() { Key = "checklist/done", Title = "Done", Items = [.. Enumerable.Range(1, items).Select(n => $"Item {n}")] };
}
