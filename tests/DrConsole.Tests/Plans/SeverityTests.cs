using DrConsole.Plans;

namespace DrConsole.Tests.Plans;

public sealed class SeverityTests
{
    private static readonly TierChoice Mild = new("tier/1", "Tier 1", 480, 3);
    private static readonly TierChoice Worst = new("tier/4", "Tier 4", 1440, 1);

    [Fact]
    public void The_scenarios_own_tier_goes_before_all() => Assert.Equal(Mild, Severity.Usual([Worst, Mild], "Tier 1"));

    [Fact]
    public void The_most_severe_is_the_one_with_the_lowest_rank_whatever_its_number() => Assert.Equal(Worst, Severity.Usual([Mild, Worst], null));

    [Fact]
    public void Without_ranks_the_shortest_target_is_the_most_severe() =>
        Assert.Equal("b", Severity.Usual([new("a", "A", 480, null), new("b", "B", 60, null), new("c", "C", null, null)], "unknown")!.Key);

    [Fact]
    public void A_plan_without_tiers_gives_none() => Assert.Null(Severity.Usual([], null));
}
