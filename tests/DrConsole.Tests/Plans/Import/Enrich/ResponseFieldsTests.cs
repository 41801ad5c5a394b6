using DrConsole.Plans;

namespace DrConsole.Tests.Plans.Import.Enrich;

public sealed class ResponseFieldsTests
{
    [Fact]
    public void A_scenario_takes_its_lead_its_systems_and_what_ends_it()
    {
        var plan = Fixture.Read("# T\n\n## Scenarios\n\n### Scenario 1: Ledger failure\n\n- **Owner**: Database on-call\n- **Affected systems**: Ledger, Shop\n- **Success criteria**: totals match; users can pay\n\n1. Promote\n2. Check\n");

        var scenario = Assert.Single(plan.Scenarios);
        Assert.Equal("Database on-call", scenario.Role);
        Assert.Equal(["Ledger", "Shop"], scenario.Systems);
        Assert.Equal(["totals match", "users can pay"], scenario.Validation);
        Assert.Equal(["Promote", "Check"], scenario.Steps().Select(step => step.Text));
        Assert.Empty(plan.Notes);
    }

    [Fact]
    public void The_title_tells_the_system_when_only_one_is_meant() =>
        Assert.Equal(["PostgreSQL Database"], Fixture.Read("# T\n\n## Key components\n- **PostgreSQL Database**: data\n- **Shop**: sells\n\n## Scenarios\n\n### Database failure\n\n1. Promote\n").Scenarios[0].Systems);

    [Theory]
    [InlineData("# T", "Action | Responsible | Duration | Expected result | Evidence", "Scenario 1: Flood")]
    [InlineData("# Notfallplan\n\nDer Plan ist für die Wiederherstellung der Systeme und die Rollen sind genannt.", "Schritt | Verantwortlich | Dauer | Ergebnis | Nachweis", "Szenario 1: Hochwasser")]
    [InlineData("# Plan de reprise\n\nLe plan est pour les équipes et les responsables de la reprise avec une durée.", "Action | Responsable | Durée | Résultat attendu | Preuve", "Scénario 1 : Inondation")]
    public void A_table_of_steps_fills_their_fields(string title, string columns, string scenario)
    {
        var step = Fixture.Read($"{title}\n\n## {scenario}\n\n| {columns} |\n|---|---|---|---|---|\n| A | Scribe | 15 min | B | C |\n| D | Scribe | 1 h | E | F |\n").Scenarios[0].Steps().First();

        Assert.Equal(("Scribe", 15.0, "B", "C"), (step.Role, step.Minutes!.Value, step.Expected, step.Evidence));
    }

    [Fact]
    public void Labels_below_a_step_are_said_of_it_and_are_no_steps()
    {
        var step = Assert.Single(Assert.Single(Fixture.Read("# T\n\n## Scenario 1: Flood\n\n1. Close the gate\n   - Owner: Scribe\n   - Duration: 5 minutes\n   - Expected result: dry\n").Scenarios).Steps());

        Assert.Equal(("Close the gate", "Scribe", 5.0, "dry"), (step.Text, step.Role, step.Minutes!.Value, step.Expected));
    }

    [Theory]
    [InlineData("Wait for the sync (15 min)", 15.0)]
    [InlineData("Wait for the sync (~2 hours)", 120.0)]
    [InlineData("Watch it for 24 hours", null)]
    [InlineData("Restart (every 15 minutes)", null)]
    public void Only_a_duration_alone_in_parentheses_is_the_steps_own(string text, double? minutes) =>
        Assert.Equal(minutes, Fixture.Read($"# T\n\n## Scenario 1: Flood\n\n1. {text}\n2. Rest\n").Scenarios[0].Steps().First().Minutes);

    [Theory]
    [InlineData("# T", "Fail over (requires approval of the director)", true)]
    [InlineData("# Notfallplan\n\nDer Plan ist für die Wiederherstellung der Systeme.", "Umschalten nach Freigabe durch die Leitung", true)]
    [InlineData("# T", "Restart the shop", false)]
    public void A_step_that_needs_approval_says_so(string title, string text, bool needs) =>
        Assert.Equal(needs, Fixture.Read($"{title}\n\n## Scenario 1: Flood\n\n1. {text}\n2. Rest\n").Scenarios[0].Steps().First().NeedsApproval);

    [Theory]
    [InlineData("# T", "Scenario 1: Ledger corruption", "Scenario 2: Flood", "Restore (see scenario 1)")]
    [InlineData("# T", "Scenario 1: Ledger corruption", "Scenario 2: Flood", "Follow Ledger corruption")]
    [InlineData("# Notfallplan\n\nDer Plan ist für die Wiederherstellung der Systeme.", "Szenario 1: Datenbank beschädigt", "Szenario 2: Hochwasser", "Weiter wie in Szenario 1")]
    [InlineData("# Notfallplan\n\nDer Plan ist für die Wiederherstellung der Systeme.", "Szenario 1: Datenbank beschädigt", "Szenario 2: Hochwasser", "Siehe Datenbank beschädigt")]
    [InlineData("# Plan de reprise\n\nLe plan est pour les équipes de la reprise avec les systèmes.", "Scénario 1 : Panne de la base", "Scénario 2 : Inondation", "Voir scénario 1")]
    [InlineData("# План восстановления\n\nЭто план для восстановления систем и данных.", "Сценарий 1: Отказ базы данных", "Сценарий 2: Пожар", "Выполнить по сценарию 1")]
    [InlineData("# 災害復旧計画\n\nこの計画はシステムの復旧のためのものです。", "シナリオ1：データベース障害", "シナリオ2：火災", "シナリオ1を参照")]
    public void A_step_that_names_a_scenario_refers_to_it(string title, string first, string second, string text)
    {
        var plan = Fixture.Read($"{title}\n\n## {first}\n\n1. A\n2. B\n\n## {second}\n\n1. {text}\n2. C\n");

        Assert.Equal([plan.Scenarios[0].Key], plan.Scenarios[1].Steps().First().RefersTo);
        Assert.All(plan.Scenarios[0].Steps(), step => Assert.Empty(step.RefersTo));
    }

    [Fact]
    public void A_step_that_calls_a_script_or_a_checklist_refers_to_it()
    {
        var plan = Fixture.Read("# T\n\n## Scenario 1: Flood\n\n1. Restore:\n   ```sh\n   ./scripts/restore-ledger.sh latest\n   ```\n2. Complete the go-live checks checklist\n3. Restore nothing\n\n## Procedures\n\n### Ledger restore\n\n```sh\n#!/bin/sh\n# restore-ledger.sh\n\ngunzip it\n```\n\n## Checklists\n\n### Go-live checks\n- [ ] a\n");

        var steps = plan.Scenarios[0].Steps().ToList();
        Assert.Equal([plan.Procedures[0].Key], steps[0].RefersTo);
        Assert.Equal([plan.Checklists[0].Key], steps[1].RefersTo);
        Assert.Empty(steps[2].RefersTo);
        Assert.All(plan.Procedures[0].Steps, step => Assert.Empty(step.RefersTo));
    }
}
