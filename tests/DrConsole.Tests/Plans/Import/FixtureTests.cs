namespace DrConsole.Tests.Plans.Import;

public sealed class FixtureTests
{
    [Fact]
    public void A_German_plan_is_understood()
    {
        var plan = Fixture.Import("notfallplan.md");

        Assert.Equal(("de", "3.2", "2026-03-14", "2026-09"), (plan.Meta.Language, plan.Meta.Version, plan.Meta.LastUpdated, plan.Meta.NextReview));
        Assert.Equal([(120.0, 15.0), (480.0, 1440.0), (1440.0, 0.0)], plan.Objectives.Select(objective => (objective.RtoMinutes!.Value, objective.RpoMinutes!.Value)));
        Assert.Equal(3, plan.Backups.Count);
        Assert.Equal([(2, 3), (1, 3)], plan.Scenarios.Select(scenario => (scenario.Detection.Count, scenario.Steps().Count())));
        Assert.Equal([false, true, false, false, true, false], plan.Scenarios.SelectMany(scenario => scenario.Steps()).Select(step => step.Dangerous));
        Assert.Equal(["monatlich", "halbjährlich", "jährlich"], plan.Duties.Select(duty => duty.Frequency));
        Assert.Equal([null, "+49 30 555 0144"], plan.Contacts.Select(contact => contact.Phone));
        Assert.NotNull(plan.Contacts[0].Placeholder);
        Assert.Equal(["Stufe 1", "Stufe 2", "Stufe 3"], plan.Escalation.Select(level => level.Level));
        Assert.Equal(3, Assert.Single(plan.Checklists).Items.Count);
    }

    [Fact]
    public void A_plan_of_tables_with_front_matter_is_understood()
    {
        var plan = Fixture.Import("tables.md");

        Assert.Equal(("Ferry Booking Continuity Plan", "7.4", "Platform Operations", "2026-02-11"), (plan.Meta.Title, plan.Meta.Version, plan.Meta.Owner, plan.Meta.LastUpdated));
        Assert.Null(plan.Meta.NextReview);
        Assert.Equal("Every six months", plan.Meta.ReviewCadence);
        Assert.Equal([(45.0, 10.0, 1), (180.0, 30.0, 2), (7200.0, 1440.0, 3)], plan.Tiers.Select(tier => (tier.RtoMinutes!.Value, tier.ResponseMinutes!.Value, tier.SeverityRank!.Value)));
        Assert.Equal([(60.0, 5.0), (360.0, 0.0), (2880.0, 1440.0)], plan.Objectives.Where(objective => objective.Kind is not "tier").Select(objective => (objective.RtoMinutes!.Value, objective.RpoMinutes!.Value)));
        Assert.Equal(["continuous", "0 3 * * *", "on change"], plan.Backups.Select(backup => backup.Frequency));
        Assert.Equal(["Ledger corruption", "Loss of the northern data centre"], plan.Scenarios.Select(scenario => scenario.Title));
        Assert.Equal(["Duty engineer", "Database engineer", "Duty engineer"], plan.Scenarios[0].Steps().Select(step => step.Role));
        Assert.Equal([0.0, 15.0, 60.0], plan.Escalation.Select(level => level.AfterMinutes!.Value));
        Assert.All(plan.Contacts, contact => Assert.True(contact.External));
        Assert.Null(plan.Contacts[1].Phone);
    }

    [Fact]
    public void A_plan_with_underlined_headings_and_an_HTML_table_is_understood()
    {
        var plan = Fixture.Import("setext.md");

        Assert.Equal(("Observatory Data Recovery", "0.9", (string?)null, "2025-11-XX"), (plan.Meta.Title, plan.Meta.Version, plan.Meta.LastUpdated, plan.Meta.LastUpdatedRaw));
        Assert.Equal([("Raw exposures", 720.0, 60.0), ("Pointing log", 30.0, 0.0)], plan.Objectives.Select(objective => (objective.Scope, objective.RtoMinutes!.Value, objective.RpoMinutes!.Value)));
        Assert.Equal(["Dome flooding", "Detector firmware loss"], plan.Scenarios.Select(scenario => scenario.Title));
        Assert.Equal(3, plan.Scenarios[0].Steps().Count());
        Assert.Contains("power.sh", Assert.Single(plan.Scenarios[0].Steps().ElementAt(1).Commands).Text, StringComparison.Ordinal);
        Assert.Equal([1, 1, 1], plan.Scenarios[1].Steps().Select(step => step.Commands.Count));
        Assert.Single(plan.Scenarios[1].Commands);
        Assert.Contains(plan.Notes, note => note.Text.Contains("coffee machine", StringComparison.Ordinal) && note.Under.Contains("Odds and ends"));
    }

    [Fact]
    public void A_Japanese_plan_is_understood()
    {
        var plan = Fixture.Import("saigai.md");

        Assert.Equal(("ja", "2.1", "2026-04-03"), (plan.Meta.Language, plan.Meta.Version, plan.Meta.LastUpdated));
        Assert.Equal([(120.0, 15.0), (1440.0, 1440.0)], plan.Objectives.Select(objective => (objective.RtoMinutes!.Value, objective.RpoMinutes!.Value)));
        Assert.Equal(3, Assert.Single(plan.Scenarios).Steps().Count());
        Assert.Equal(2, plan.Scenarios[0].Detection.Count);
        Assert.Equal(["30日", "10世代"], plan.Backups.Select(backup => backup.Retention));
        Assert.Equal(2, plan.Duties.Count);
        Assert.Equal(2, plan.Escalation.Count);
    }
}
