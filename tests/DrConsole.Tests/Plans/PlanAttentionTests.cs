using DrConsole.Plans;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Plans;

public sealed class PlanAttentionTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    private static readonly PlanDocument Sound = PlanSamples.Empty() with
    {
        Scenarios = [PlanSamples.Scenario(PlanSamples.Step("Promote the replica")) with { Detection = ["Alert fires"] }],
        Escalation = [new() { Key = "escalation/1", Level = "Level 1", Who = "On-call engineer" }],
        Contacts = [new() { Key = "contact/1", Role = "On-call engineer", Phone = "+44 20 7946 0000" }],
        Tiers = [new() { Key = "tier/1", Name = "Tier 1", RtoMinutes = 60 }],
    };

    [Fact]
    public void A_sound_plan_needs_nothing() => Assert.Empty(Of(Sound, "2027-04-05"));

    [Fact]
    public void Without_a_published_plan_that_is_the_first_thing()
    {
        var facts = PlanAttention.Of([Drafted()], [], Today);

        Assert.Equal([AttentionKind.NoPlanPublished, AttentionKind.DraftWaits], facts.Select(fact => fact.Kind));
    }

    [Fact]
    public void A_waiting_draft_says_by_whom_and_since_when()
    {
        var draft = Drafted();

        var fact = Assert.Single(PlanAttention.Of([draft], [Version(Sound, "2027-04-05")], Today));

        Assert.Contains("“Payroll”", fact.Text);
        Assert.Contains("somebody", fact.Detail);
        Assert.Equal(draft.DraftChangedAt, fact.Since);
        Assert.Equal(draft.DraftId, fact.TargetId);
    }

    [Theory]
    [InlineData(null, AttentionKind.NoReviewDate)]
    [InlineData("Quarterly", AttentionKind.NoReviewDate)]
    [InlineData("2026-11-20", AttentionKind.ReviewOverdue)]
    [InlineData("2026-10", AttentionKind.ReviewOverdue)]
    [InlineData("2026-11-21", AttentionKind.ReviewDue)]
    [InlineData("2026-11", AttentionKind.ReviewDue)]
    [InlineData("2026-12-21", AttentionKind.ReviewDue)]
    public void A_review_is_judged_by_its_last_day(string? nextReview, AttentionKind expected) =>
        Assert.Equal(expected, Assert.Single(Of(Sound, nextReview)).Kind);

    [Fact]
    public void A_review_more_than_a_month_away_needs_nothing() => Assert.Empty(Of(Sound, "2026-12-22"));

    [Fact]
    public void Placeholder_contacts_are_counted_and_named()
    {
        PlanContact[] contacts =
        [
            .. Sound.Contacts,
            new() { Key = "contact/2", Role = "Security lead", Placeholder = "[Name]" },
            new() { Key = "contact/3", Placeholder = "TBD" },
        ];

        var fact = Assert.Single(Of(Sound with { Contacts = contacts }));

        Assert.Equal((AttentionKind.PlaceholderContacts, AttentionWeight.Serious), (fact.Kind, fact.Weight));
        Assert.Contains("2 contacts", fact.Text);
        Assert.Contains("Security lead, TBD", fact.Detail);
    }

    [Fact]
    public void Of_many_scenarios_without_steps_three_are_named()
    {
        var empty = Enumerable.Range(1, 5).Select(n => new Scenario { Key = $"scenario/{n}", Title = $"Scenario {n}", Detection = ["Sign"] });

        var fact = Assert.Single(Of(Sound with { Scenarios = [.. Sound.Scenarios, .. empty] }));

        Assert.Equal(AttentionKind.ScenarioWithoutSteps, fact.Kind);
        Assert.Contains("5 scenarios have no steps", fact.Text);
        Assert.Equal("Scenario 1, Scenario 2, Scenario 3 and 2 more", fact.Detail);
    }

    [Fact]
    public void Phases_without_steps_are_no_steps() =>
        Assert.Equal(AttentionKind.ScenarioWithoutSteps, Assert.Single(Of(Sound with { Scenarios = [PlanSamples.Scenario() with { Detection = ["Sign"] }] })).Kind);

    [Fact]
    public void A_scenario_that_cannot_be_recognised_is_weak() =>
        Assert.Equal(AttentionKind.ScenarioWithoutDetection, Assert.Single(Of(Sound with { Scenarios = [PlanSamples.Scenario(PlanSamples.Step("Act"))] })).Kind);

    [Fact]
    public void A_plan_without_scenarios_is_serious() =>
        Assert.Equal((AttentionKind.NoScenario, AttentionWeight.Serious), Kind(Assert.Single(Of(Sound with { Scenarios = [] }))));

    [Fact]
    public void A_missing_escalation_path_is_serious() =>
        Assert.Equal((AttentionKind.NoEscalation, AttentionWeight.Serious), Kind(Assert.Single(Of(Sound with { Escalation = [] }))));

    [Fact]
    public void A_tier_without_rto_is_named_and_an_rto_of_zero_is_one()
    {
        ImpactTier[] tiers = [new() { Key = "tier/1", Name = "Tier 1", RtoMinutes = 0 }, new() { Key = "tier/2", Name = "Tier 2" }];

        var fact = Assert.Single(Of(Sound with { Tiers = tiers }));

        Assert.Equal(AttentionKind.TierWithoutRto, fact.Kind);
        Assert.EndsWith("Tier 2", fact.Detail);
    }

    [Fact]
    public void The_worst_comes_first_over_all_plans()
    {
        var facts = PlanAttention.Of([Drafted()], [Version(Sound, null), Version(Sound with { Escalation = [] }, "2026-01-01")], Today);

        Assert.Equal([AttentionKind.NoEscalation, AttentionKind.ReviewOverdue, AttentionKind.NoReviewDate, AttentionKind.DraftWaits], facts.Select(fact => fact.Kind));
    }

    private static (AttentionKind Kind, AttentionWeight Weight) Kind(AttentionFact fact) => (fact.Kind, fact.Weight);

    private static IReadOnlyList<AttentionFact> Of(PlanDocument document, string? nextReview = "2027-04-05") => PlanAttention.Of([], [Version(document, nextReview)], Today);

    private static PlanVersionView Version(PlanDocument document, string? nextReview) => new(PlanSamples.Summary with { NextReview = nextReview }, document, true);

    private static PlanSummary Drafted() =>
        new(PlanSamples.PlanId, "Payroll", null, new Guid("01980000-0000-7000-8000-0000000000cc"), PlanSamples.Summary.PublishedAt, "somebody");

    [Fact]
    public void Errors_of_the_doctor_are_one_serious_fact_per_plan()
    {
        var version = PlanSamples.Version(Sound);

        var fact = Assert.Single(PlanAttention.Of([], [version], new(2026, 11, 21), new Dictionary<Guid, int> { [version.Summary.VersionId] = 3 }), fact => fact.Kind == AttentionKind.DoctorErrors);

        Assert.Equal((AttentionWeight.Serious, version.Summary.VersionId), (fact.Weight, fact.TargetId!.Value));
        Assert.Contains("3 errors", fact.Text, StringComparison.Ordinal);
    }
}
