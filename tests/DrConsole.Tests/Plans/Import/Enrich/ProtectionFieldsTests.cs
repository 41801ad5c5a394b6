using DrConsole.Plans;

namespace DrConsole.Tests.Plans.Import.Enrich;

public sealed class ProtectionFieldsTests
{
    [Theory]
    [InlineData("## Systems", "System | Criticality | Region | Owner | Depends on | Data residency")]
    [InlineData("## Systeme\n\nDie Systeme und die Dienste sind hier mit dem Verantwortlichen genannt.", "System | Kritikalität | Region | Verantwortlich | Abhängig von | Datenstandort")]
    [InlineData("## Sistemas\n\nLos sistemas críticos de la empresa y sus responsables para la recuperación.", "Sistema | Criticidad | Región | Responsable | Depende de | Residencia de datos")]
    public void A_table_fills_the_fields_of_a_system(string head, string columns)
    {
        var system = Assert.Single(Fixture.Read($"# Plan\n\n{head}\n\n| {columns} |\n|---|---|---|---|---|---|\n| Shop | P1 | north | Sales | Ledger, Queue | EU |\n").Systems);

        Assert.Equal(("P1", "north", "Sales", "EU"), (system.Criticality, system.Region, system.Owner, system.Residency));
        Assert.Equal(["Ledger", "Queue"], system.DependsOn);
    }

    [Fact]
    public void Words_of_severity_rank_the_tiers()
    {
        var plan = Fixture.Read("# T\n\n## Severity levels\n\n| Tier | Definition | RTO | RPO | Status update |\n|---|---|---|---|---|\n| Tier 1 | minor | 1 hour | 5 min | every 2 hours |\n| Tier 2 | critical | 4 hours | 1 hour | every 30 minutes |\n");

        Assert.Equal([(2, 5.0, 120.0), (1, 60.0, 30.0)], plan.Tiers.Select(tier => (tier.SeverityRank!.Value, tier.RpoMinutes!.Value, tier.UpdateMinutes!.Value)));
    }

    [Fact]
    public void The_order_of_targets_ranks_tiers_of_systems_the_shortest_worst()
    {
        var plan = Fixture.Read("# T\n\n## Service tiers\n\n| Tier | RTO |\n|---|---|\n| Tier 3 | 1 hour |\n| Tier 2 | 4 hours |\n| Tier 1 | 1 day |\n");

        Assert.Equal([1, 2, 3], plan.Tiers.Select(tier => tier.SeverityRank));
    }

    [Fact]
    public void Two_words_show_that_the_longest_target_belongs_to_the_worst_incident()
    {
        var plan = Fixture.Read("# T\n\n## Recovery\n\n### Tier 1: Hiccup\n\nFor minor trouble:\n\n1. Restart\n\n### Tier 2: Half gone\n\n1. Rebuild\n\n### Tier 3: Gone\n\nFor catastrophic loss:\n\n1. Rebuild all\n\n## SLA\n- Tier 1: recovery within 20 minutes\n- Tier 2: recovery within 1 hour\n- Tier 3: recovery within 3 hours\n");

        Assert.Equal([3, 2, 1], plan.Tiers.Select(tier => tier.SeverityRank));
    }

    [Theory]
    [InlineData("Critical Services", "service")]
    [InlineData("Shop", "system")]
    [InlineData("Region", "scenario")]
    [InlineData("Billing", "system")]
    public void An_objective_says_what_its_scope_is(string scope, string kind)
    {
        var plan = Fixture.Read($"# T\n\n## Key components\n- **Shop**: sells\n\n## RTO\n- {scope}: 1 hour\n\n## Scenarios\n\n### Scenario 1: Region failure\n\n1. Move\n");

        Assert.Equal(kind, Assert.Single(plan.Objectives).Kind);
    }

    [Fact]
    public void Storage_tells_its_role_provider_and_medium()
    {
        var plan = Fixture.Read("# T\n\n## Storage locations\n1. **Primary**: AWS S3\n   - Region: eu-west-1\n   - Storage class: Standard\n2. **Third**: Off-site vault\n   - Format: encrypted tapes\n3. **Cold archive**: Glacier\n");

        Assert.Equal([StorageRole.Primary, StorageRole.OffSite, StorageRole.Archive], plan.StorageLocations.Select(storage => storage.Role!.Value));
        Assert.Equal(["AWS S3", "Off-site vault", "Glacier"], plan.StorageLocations.Select(storage => storage.Location));
        Assert.Equal(["AWS", null, null], plan.StorageLocations.Select(storage => storage.Provider));
        Assert.Equal(["object storage", "tapes", null], plan.StorageLocations.Select(storage => storage.Medium));
    }

    [Fact]
    public void Sites_dependencies_and_replications_get_their_fields()
    {
        var plan = Fixture.Read("# T\n\n## Recovery sites\n- **Hall B**: Hot standby in eu-central-1\n- **Hall C**: a room\n\n## External dependencies\n\n| Service | Provider | Impact | Fallback |\n|---|---|---|---|\n| DNS | Example Net | Nobody finds us | Hosts file |\n\n## Data replication\n- **Ledger**: streaming to the standby region\n- **Photos**: nightly\n");

        Assert.Equal([("hot", "eu-central-1"), (null, null)], plan.RecoverySites.Select(site => (site.Readiness, site.Region)));
        Assert.Equal(("Example Net", "Hosts file", "Nobody finds us"), (plan.ExternalDependencies[0].Provider, plan.ExternalDependencies[0].Fallback, plan.ExternalDependencies[0].Impact));
        Assert.Equal(["the standby region", null], plan.Replications.Select(replication => replication.Target));
    }
}
