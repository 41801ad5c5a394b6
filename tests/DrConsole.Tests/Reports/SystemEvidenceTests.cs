using DrConsole.Backups.Runs;
using DrConsole.Reports;
using static DrConsole.Tests.Reports.Facts;

namespace DrConsole.Tests.Reports;

public sealed class SystemEvidenceTests
{
    private static readonly PlannedObjective Orders = new(Guid.CreateVersion7(), "Shop", "Orders", 60, 1440, false, false);

    [Fact]
    public void A_system_is_as_good_as_its_worst_data()
    {
        var system = Single([Proven() with { Data = "database" }, WithPoints(Policy("files"), Point(TimeSpan.FromHours(30), isProven: true))]);

        Assert.Equal(TimeSpan.FromHours(30), system.Rpo);
    }

    [Fact]
    public void Data_of_which_nothing_is_proven_leaves_the_system_unproven()
    {
        var system = Single([Proven() with { Data = "database" }, WithPoints(Policy("files"), Point(TimeSpan.FromHours(1)))]);

        Assert.Null(system.Rpo);
        Assert.Equal(EvidenceState.Unproven, system.State);
        Assert.Equal(1, system.Unproven);
    }

    [Fact]
    public void Of_two_ways_to_back_up_the_same_data_the_better_counts()
    {
        var archive = Proven() with { Data = "server", WalCoversUntil = Now.AddMinutes(-1), RpoMinutes = 15 };
        var dump = Proven() with { Data = "server", RpoMinutes = 15 };

        var system = Single([dump, archive]);

        Assert.Equal(TimeSpan.FromMinutes(1), system.Rpo);
        Assert.Equal(EvidenceState.Proven, system.State);
    }

    [Fact]
    public void The_worst_system_stands_first()
    {
        var evidence = Evidence.Of([Proven(), Policy("ledger", "Ledger") with { Runs = [Run(RunState.Failed, TimeSpan.FromHours(1))] }], [], [], Now);

        Assert.Equal(["Ledger", "Orders"], evidence.Systems.Select(system => system.Name));
    }

    [Fact]
    public void The_stricter_of_the_plan_and_the_policy_is_the_target()
    {
        var target = RecoveryTarget.Of(Policy() with { RpoMinutes = 30, RtoMinutes = 600 }, [Orders]);

        Assert.Equal((30, "this policy"), (target.RpoMinutes, target.RpoFrom));
        Assert.Equal((60, "plan “Shop”, Orders"), (target.RtoMinutes, target.RtoFrom));
    }

    [Fact]
    public void An_objective_for_everything_holds_where_none_names_the_system()
    {
        var all = Orders with { Scope = "All systems", RpoMinutes = 5, IsForAll = true };

        Assert.Equal(1440, RecoveryTarget.Of(Policy(), [all, Orders]).RpoMinutes);
        Assert.Equal(5, RecoveryTarget.Of(Policy("ledger", "Ledger"), [all, Orders]).RpoMinutes);
    }

    [Fact]
    public void A_promise_for_a_system_that_no_policy_backs_up_is_told()
    {
        var evidence = Evidence.Of([Proven()], [Orders, Orders with { Scope = "Ledger" }, Orders with { Scope = "Tier 1", IsForClass = true }], [], Now);

        Assert.Equal("Ledger", Assert.Single(evidence.Unprotected).Scope);
    }

    private static SystemEvidence Single(IReadOnlyList<PolicyFacts> policies) => Assert.Single(Evidence.Of(policies, [], [], Now).Systems);
}
