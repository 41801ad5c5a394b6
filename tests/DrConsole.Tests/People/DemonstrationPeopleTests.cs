using DrConsole.Demonstration;
using DrConsole.People;
using DrConsole.Plans.Import;
using static DrConsole.Tests.People.PlanOfPeople;

namespace DrConsole.Tests.People;

public sealed class DemonstrationPeopleTests
{
    [Fact]
    public void The_demonstration_escalates_by_its_rotation_and_shows_one_level_that_reaches_nobody()
    {
        var plan = DemonstrationPeople.AddTo(PlanImporter.Import(DemonstrationPlan.FileName, DemonstrationPlan.Text()).Document, new DateOnly(2026, 11, 21));

        var run = Escalation.Simulate(plan, plan.Tiers[0].Name, At("2026-11-21T10:00"));

        Assert.Equal([0, 5, 10, 30, 45, 50, 55, 75, 90], run.Calls.Select(call => (call.At - run.At).TotalMinutes));
        Assert.StartsWith("Operator, ", run.Calls[0].Who, StringComparison.Ordinal);
        Assert.Equal("Level 3", Assert.Single(run.Calls, call => !call.ReachesSomebody && call.Round == 1).Level);
        Assert.True(run.Calls[^1] is { IsFallback: true, ReachesSomebody: true });
        Assert.Single(OnCall.Turns(plan.Rotations[0], At("2026-11-21"), At("2026-12-19")), turn => turn.IsGap);
    }
}
