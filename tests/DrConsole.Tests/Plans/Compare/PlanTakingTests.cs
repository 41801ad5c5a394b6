using System.Text;
using DrConsole.Plans;
using DrConsole.Plans.Compare;
using DrConsole.Platform;
using DrConsole.Tests.Plans.Import;

namespace DrConsole.Tests.Plans.Compare;

public sealed class PlanTakingTests
{
    private static readonly PlanDocument Plan = Fixture.Import("notfallplan.md");

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 80)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Who_takes_all_differences_has_the_later_plan(int seed)
    {
        var after = MixedUp.Of(Plan, seed);

        var taken = PlanDiff.Take(Plan, after, PlanDiff.Between(Plan, after));

        Assert.Equal(PlanMeaning.Of(after), PlanMeaning.Of(taken));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_way_back_is_told_as_well_as_the_way_there(int seed)
    {
        var before = MixedUp.Of(Plan, seed);

        var taken = PlanDiff.Take(before, Plan, PlanDiff.Between(before, Plan));

        Assert.Equal(PlanMeaning.Of(Plan), PlanMeaning.Of(taken));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Some_of_the_differences_can_be_taken_and_the_rest_later(int seed)
    {
        var after = MixedUp.Of(Plan, seed);
        var some = PlanDiff.Between(Plan, after).Where((_, index) => (index + seed) % 2 == 0);

        var half = PlanDiff.Take(Plan, after, some);

        Assert.Equal(PlanMeaning.Of(after), PlanMeaning.Of(PlanDiff.Take(half, after, PlanDiff.Between(half, after))));
    }

    [Fact]
    public void Who_takes_none_keeps_the_earlier_plan_to_the_byte()
    {
        var after = MixedUp.Of(Plan, 7);

        Assert.Equal(Text(Plan), Text(PlanDiff.Take(Plan, after, [])));
    }

    [Fact]
    public void Of_a_changed_item_one_field_can_be_taken()
    {
        var tier = new ImpactTier { Key = "tier/a", Name = "Severe", RtoMinutes = 60, Description = "As before" };
        var (before, after) = (Plan with { Tiers = [tier] }, Plan with { Tiers = [tier with { RtoMinutes = 7, Description = "Anew" }] });
        var change = Assert.Single(PlanDiff.Between(before, after));

        var taken = PlanDiff.Take(before, after, [change with { Fields = [.. change.Fields.Where(field => field.Field.Name == "rtoMinutes")] }]);

        Assert.Equal((7, "As before"), (taken.Tiers[0].RtoMinutes, taken.Tiers[0].Description));
    }

    [Fact]
    public void Steps_of_a_removed_phase_that_stand_elsewhere_now_are_not_lost()
    {
        var scenario = Plan.Scenarios.First(candidate => candidate.Phases.Any(phase => phase.Steps.Count > 0));
        var (phase, steps) = (scenario.Phases.First(phase => phase.Steps.Count > 0), scenario.Phases.First(phase => phase.Steps.Count > 0).Steps);
        var other = new Phase { Key = "phase/other", Title = "Another time" };
        var before = Plan with { Scenarios = [scenario with { Phases = [phase, other] }] };
        var after = Plan with { Scenarios = [scenario with { Phases = [other with { Steps = steps }] }] };

        var removal = PlanDiff.Between(before, after).Single(difference => difference.What == DifferenceKind.Removed);
        var taken = PlanDiff.Take(before, after, [removal]);

        Assert.Equal(PlanMeaning.Of(after), PlanMeaning.Of(taken));
    }

    private static string Text(PlanDocument plan) => Encoding.UTF8.GetString(CanonicalJson.Bytes(plan));
}
