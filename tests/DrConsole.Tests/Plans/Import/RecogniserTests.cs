using DrConsole.Plans;

namespace DrConsole.Tests.Plans.Import;

public sealed class RecogniserTests
{
    [Fact]
    public void A_cadence_is_no_date_and_a_month_is_kept_as_a_month()
    {
        var meta = Fixture.Read("# T\n\ntext\n\n---\n\n**Last updated**: March 2026\n**Next review**: Quarterly\n**Owner**: [name]\n").Meta;

        Assert.Equal(("2026-03", null, "Quarterly", "Quarterly", null), (meta.LastUpdated, meta.NextReview, meta.NextReviewRaw, meta.ReviewCadence, meta.Owner));
    }

    [Fact]
    public void Objectives_are_paired_only_within_one_scope()
    {
        var plan = Fixture.Read("# T\n\n## RTO\n- Shop: 1 hour\n\n## RPO\n- Ledger: 0 minutes\n\n## Queue\n- RTO: < 10 minutes\n- RPO: 5 minutes\n");

        Assert.Equal([("Shop", 60.0, null), ("Ledger", null, 0.0), ("Queue", 10.0, 5.0)], plan.Objectives.Select(o => (o.Scope, o.RtoMinutes, o.RpoMinutes)));
        Assert.Equal("<", plan.Objectives[2].Qualifier);
    }

    [Fact]
    public void Numbers_that_are_no_objectives_make_none()
    {
        var plan = Fixture.Read("# T\n\n## SLA\n- First answer: 30 minutes\n- Mean time to repair: 2 hours\n\n## Backups\n- Retention: 7 days\n\n## Testing\n- Measure RTO within 3 days\n");

        Assert.Empty(plan.Objectives);
    }

    [Fact]
    public void Tiers_take_their_target_from_the_promise_made_elsewhere_and_no_rank_without_evidence()
    {
        var plan = Fixture.Read("# T\n\n## Recovery\n\n### Tier 1: Hiccup\n\n1. Restart\n\n### Tier 2: Gone\n\n1. Rebuild\n\n## SLA\n- Tier 1: recovery within 20 minutes\n- Tier 2: recovery within 3 hours\n");

        Assert.Equal([(20.0, null), (180.0, (int?)null)], plan.Tiers.Select(tier => (tier.RtoMinutes!.Value, tier.SeverityRank)));
        Assert.Equal(2, plan.Scenarios.Count);
    }

    [Fact]
    public void Bullets_below_a_number_are_steps_and_signs_are_not()
    {
        var scenario = Assert.Single(Fixture.Read("# T\n\n## Scenario 1: Mail loss\n\n1. **Detection**:\n   - Bounces\n   - Silence\n\n2. **Response**:\n   - Stop the relay\n   - Delete the queue\n\n3. Tell users\n").Scenarios);

        Assert.Equal(["Bounces", "Silence"], scenario.Detection);
        Assert.Equal([("Stop the relay", "Response", false), ("Delete the queue", "Response", true), ("Tell users", null, false)], scenario.Steps().Select(step => (step.Text, step.Group, step.Dangerous)));
    }

    [Fact]
    public void Numbered_comments_make_steps_that_carry_their_part_of_the_block()
    {
        var scenario = Assert.Single(Fixture.Read("# T\n\n## Scenarios\n\n### Cache outage\n\n#### Recovery steps\n\n```sh\n# 1. Stop\nstop it\n\n# 2. Start\nstart it\n```\n").Scenarios);

        Assert.Equal(["Stop", "Start"], scenario.Steps().Select(step => step.Text));
        Assert.Contains("start it", Assert.Single(scenario.Steps().Last().Commands).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("stop it", scenario.Steps().Last().Commands[0].Text, StringComparison.Ordinal);
        Assert.Single(scenario.Commands);
    }

    [Fact]
    public void A_plan_of_phases_is_one_scenario_with_time_windows()
    {
        var scenario = Assert.Single(Fixture.Read("# T\n\n## Response\n\n### At once (0-15 minutes)\n- Call\n\n### Later (15 minutes - 2 hours)\n- Restore\n\n### Then (2+ hours)\n- Review\n").Scenarios);

        Assert.Equal([(0.0, 15.0), (15.0, 120.0), (120.0, (double?)null)], scenario.Phases.Select(phase => (phase.FromMinutes!.Value, phase.ToMinutes)));
    }

    [Fact]
    public void Items_whose_sub_lists_lost_their_indentation_get_them_back()
    {
        var scenario = Assert.Single(Fixture.Read("# T\n\n## Scenario 1: Disk failure\n\n1. **Stop:**\n- Close the shop\n- Close the feed\n2. **Start:**\n- Open the shop\n").Scenarios);

        Assert.Equal(["Stop", "Stop", "Start"], scenario.Steps().Select(step => step.Group));
    }

    [Fact]
    public void One_bullet_that_states_two_backups_becomes_two_policies()
    {
        var plan = Fixture.Read("# T\n\n## Ledger backups\n- **Frequency**: Daily full copies, hourly journals\n- **Retention**: 9 days for full copies, 2 days for journals\n");

        Assert.Equal([("Daily", "9 days for full copies"), ("hourly", "2 days for journals")], plan.Backups.Select(backup => (backup.Frequency, backup.Retention)));
    }

    [Fact]
    public void A_policy_stated_twice_is_one_policy()
    {
        var plan = Fixture.Read("# T\n\n## Backups\n\n### Kinds\n- **Full backups**: weekly\n\n### Backup schedule\n- **Weekly**: Automated full backup at noon\n");

        Assert.Contains("noon", Assert.Single(plan.Backups).Schedule, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_with_a_column_per_kind_of_backup_makes_one_policy_of_each_cell()
    {
        var plan = Fixture.Read("# T\n\n## Backups\n\n| System | Full | Incremental | Kept for |\n|---|---|---|---|\n| Ledger | weekly | hourly | 9 days |\n| Photos | monthly | - | 2 years |\n");

        Assert.Equal([("Ledger (Full)", "weekly", "9 days"), ("Ledger (Incremental)", "hourly", "9 days"), ("Photos (Full)", "monthly", "2 years")], plan.Backups.Select(backup => (backup.What, backup.Frequency, backup.Retention)));
    }

    [Theory]
    [InlineData("+1 (555) 010-0199 (contract 88-12)", "+1 (555) 010-0199")]
    [InlineData("pager 030 / 555 01 99", "030 / 555 01 99")]
    [InlineData("room 12", null)]
    [InlineData("+1-800-xxx-xxxx", null)]
    public void A_number_to_call_is_told_from_other_numbers(string value, string? phone) =>
        Assert.Equal(phone, Assert.Single(Fixture.Read($"# T\n\n## Contacts\n- Desk: {value}\n").Contacts).Phone);

    [Fact]
    public void The_occasion_of_a_backup_is_its_frequency()
    {
        var plan = Fixture.Read("# T\n\n## Site backup\n- **Fonts**: Backup with every poster\n- **Vectors**: Kept in a vault\n");

        Assert.Equal(["Backup with every poster", null], plan.Backups.Select(backup => backup.Frequency));
    }

    [Fact]
    public void A_crontab_states_backups()
    {
        var backup = Assert.Single(Fixture.Read("# T\n\n## Backups\n\n```cron\n# Ledger dump\n15 2 * * * /opt/dump\n```\n").Backups);

        Assert.Equal(("Ledger dump", "15 2 * * *"), (backup.What, backup.Frequency));
    }

    [Fact]
    public void Placeholders_are_flagged_and_never_become_data()
    {
        var plan = Fixture.Read("# T\n\n## Contacts\n\n| Role | Name | Phone | Email |\n|---|---|---|---|\n| Lead | [Contact] | ______ | {{ mail }} |\n| Vendor | Desk | +1-800-xxx-xxxx | desk@v.example |\n\n- Deputy: TBD\n");

        Assert.All(plan.Contacts, contact => Assert.NotNull(contact.Placeholder));
        Assert.All(plan.Contacts, contact => Assert.Null(contact.Phone));
        Assert.Equal([null, "Desk", null], plan.Contacts.Select(contact => contact.Name));
    }

    [Fact]
    public void A_role_that_nobody_fills_is_a_contact_still_to_be_named()
    {
        var plan = Fixture.Read("# T\n\n## Roles\n- **Scribe**: Writes the timeline\n");

        Assert.Equal("Writes the timeline", Assert.Single(plan.Roles).Responsibility);
        Assert.Equal(("Scribe", null), (Assert.Single(plan.Contacts).Role, plan.Contacts[0].Name));
    }

    [Fact]
    public void Bare_categories_make_no_contacts() =>
        Assert.Empty(Fixture.Read("# T\n\n## Contact information\n\nReach out to:\n- Internal people\n- Vendors\n").Contacts);

    [Fact]
    public void The_frequency_of_a_test_may_stand_in_the_title_the_label_or_the_value()
    {
        var plan = Fixture.Read("# T\n\n## Testing\n\n### Monthly tests\n- Restore the ledger\n\n### Others\n- Yearly: Whole site\n- **Failover drill**: quarterly\n- No rhythm here\n");

        Assert.Equal([("Restore the ledger", "Monthly"), ("Whole site", "Yearly"), ("Failover drill", "quarterly")], plan.Duties.Select(duty => (duty.Name, duty.Frequency)));
    }

    [Fact]
    public void Trainings_reviews_and_rotations_are_duties_of_their_own_kind()
    {
        var plan = Fixture.Read("# T\n\n## Training\n- Yearly course\n\n## Plan reviews\n- Quarterly look at the plan\n\n## Key rotation\n- Every 90 days\n");

        Assert.Equal([DutyKind.Training, DutyKind.Review, DutyKind.KeyRotation], plan.Duties.Select(duty => duty.Kind));
    }

    [Fact]
    public void Storage_sites_replication_and_dependencies_find_their_place()
    {
        var plan = Fixture.Read("# T\n\n## Storage locations\n1. **First**: Object store\n   - Region: north\n   - Encryption: AES\n\n## Recovery sites\n- **Hall B**: warm\n\n## Data replication\n- **Ledger**: streaming\n\n## External dependencies\n- DNS host\n");

        Assert.Equal(("First", "Object store", "north", "AES"), (plan.StorageLocations[0].Name, plan.StorageLocations[0].Location, plan.StorageLocations[0].Region, plan.StorageLocations[0].Encryption));
        Assert.Equal("Hall B", Assert.Single(plan.RecoverySites).Name);
        Assert.Equal("streaming", Assert.Single(plan.Replications).How);
        Assert.Equal("DNS host", Assert.Single(plan.ExternalDependencies).Name);
    }

    [Fact]
    public void Templates_communication_monitoring_systems_procedures_and_commands_find_their_place()
    {
        var plan = Fixture.Read("# T\n\n## Key components\n- **Shop**: sells\n\n## Communication\n- **Press**: by mail\n\n## Message templates\n\n### First notice\n\nWe are down.\n\n## Monitoring\n- Lag\n\n## Rollback procedure\n1. Undo\n\n## Useful commands\n\n```sh\nls\n```\n");

        Assert.Equal("Shop", Assert.Single(plan.Systems).Name);
        Assert.Single(plan.Communication);
        Assert.Equal("We are down.", Assert.Single(plan.Templates).Body);
        Assert.Equal(["Lag"], Assert.Single(plan.Monitoring).Items);
        Assert.Equal("Undo", Assert.Single(Assert.Single(plan.Procedures).Steps).Text);
        Assert.Single(plan.UsefulCommands);
    }

    [Fact]
    public void A_plan_that_says_nothing_of_a_matter_has_an_empty_list()
    {
        var plan = Fixture.Read("# Thoughts\n\nDisasters are bad. We should prepare for them one day.\n\n- Buy torches\n- Find a room\n");

        Assert.Equal(0, plan.Scenarios.Count + plan.Backups.Count + plan.Objectives.Count + plan.Contacts.Count + plan.Duties.Count + plan.Tiers.Count);
        Assert.Contains(plan.Notes, note => note.Text.Contains("torches", StringComparison.Ordinal));
    }
}
