using DrConsole.Plans;

namespace DrConsole.Tests.Plans.Import.Enrich;

public sealed class BackupFieldsTests
{
    [Theory]
    [InlineData("| PostgreSQL ledger | Daily |", BackupSourceKind.PostgreSql)]
    [InlineData("| Orders DB | Daily |", BackupSourceKind.OtherDatabase)]
    [InlineData("| Cluster objects (etcd) | Daily |", BackupSourceKind.Kubernetes)]
    [InlineData("| Azure Key Vault | Daily |", BackupSourceKind.Secrets)]
    [InlineData("| Terraform state | Daily |", BackupSourceKind.Terraform)]
    [InlineData("| Configuration files | On change |", BackupSourceKind.Configuration)]
    [InlineData("| User uploads | Daily |", BackupSourceKind.Files)]
    [InlineData("| Virtual machines | Daily |", BackupSourceKind.VirtualMachines)]
    [InlineData("| Wallets | Daily |", null)]
    public void The_name_of_what_is_saved_tells_its_kind(string row, BackupSourceKind? kind) => Assert.Equal(kind, One(row).SourceKind);

    [Fact]
    public void The_command_tells_the_kind_when_the_name_does_not()
    {
        var plan = Fixture.Read("# T\n\n## Backups\n\n1. **Before the release**:\n   ```sh\n   # Backup before deployment\n   mysqldump shop > shop.sql\n   ```\n");

        Assert.Equal((BackupSourceKind.MySql, BackupMode.OnDeployment), (plan.Backups[0].SourceKind, plan.Backups[0].Mode));
    }

    [Theory]
    [InlineData("| Ledger (full) | Weekly |", BackupMode.Full)]
    [InlineData("| Ledger, incremental | Daily |", BackupMode.Incremental)]
    [InlineData("| Transaction logs | Every 5 minutes |", BackupMode.Log)]
    [InlineData("| Photos | Real-time |", BackupMode.Continuous)]
    [InlineData("| Settings | On change |", BackupMode.OnChange)]
    [InlineData("| Contracts | On deployment |", BackupMode.OnDeployment)]
    [InlineData("| Ledger, full and incremental | Daily |", null)]
    [InlineData("| Ledger | Daily |", null)]
    public void The_way_is_taken_when_it_is_said_once(string row, BackupMode? mode) => Assert.Equal(mode, One(row).Mode);

    [Fact]
    public void Times_retention_and_zone_become_data()
    {
        var backup = One("| Ledger | Daily at 2:00 AM UTC |", "30 days");

        Assert.Equal(("0 2 * * *", "Etc/UTC", new RetentionRule(RetentionKind.Age, Days: 30)), (backup.Cron, backup.Zone, Assert.Single(backup.RetentionRules)));
    }

    [Fact]
    public void A_time_in_a_zone_that_cannot_be_told_is_left_to_a_person() => Assert.Null(One("| Ledger | Daily at 2:00 AM CST |").Cron);

    [Fact]
    public void A_location_that_names_a_storage_location_is_a_destination()
    {
        var plan = Fixture.Read("# T\n\n## Backups\n\n| What | Frequency | Location |\n|---|---|---|\n| Ledger | Daily | Vault A and tape room |\n\n## Storage locations\n- **Vault A**: S3 bucket\n- **Vault B**: disk\n");

        Assert.Equal(["Vault A"], Assert.Single(plan.Backups).Destinations);
    }

    [Fact]
    public void The_system_of_the_plan_that_a_policy_names_is_linked()
    {
        var plan = Fixture.Read("# T\n\n## Key components\n- **Redis Cache**: sessions\n- **Shop**: sells\n\n## Backups\n\n| What | Frequency |\n|---|---|\n| Redis backups | Daily |\n| Ledger | Daily |\n");

        Assert.Equal(["Redis Cache", null], plan.Backups.Select(backup => backup.System));
    }

    [Fact]
    public void How_all_backups_are_verified_is_said_of_each_and_is_no_note()
    {
        var plan = Fixture.Read("# T\n\n## Backups\n\n| What | Frequency |\n|---|---|\n| Ledger | Daily |\n| Photos | Weekly |\n\n### Backup verification\n- Check the sums\n");

        Assert.All(plan.Backups, backup => Assert.Equal("Check the sums", backup.Verification));
        Assert.DoesNotContain(plan.Notes, note => note.Text.Contains("sums", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "## Backups", "What | Frequency | Retention | Data residency | Verification", "Ledger | Daily | 9 days | EU only | Monthly restore", "Monthly restore")]
    [InlineData("de", "## Datensicherung\n\nDie Sicherung und die Aufbewahrung der Daten ist hier beschrieben.", "Was | Häufigkeit | Aufbewahrung | Datenstandort | Prüfung", "Hauptbuch | täglich | 9 Tage | nur in der EU | monatlich", "monatlich")]
    [InlineData("fr", "## Sauvegardes\n\nLes sauvegardes sont décrites dans ce plan de reprise.", "Quoi | Fréquence | Rétention | Localisation des données | Vérification", "Grand livre | quotidien | 9 jours | uniquement dans l'UE | mensuelle", "mensuelle")]
    public void Columns_that_no_recogniser_reads_become_fields(string language, string head, string columns, string row, string verification)
    {
        var plan = Fixture.Read($"# Plan\n\n{head}\n\n| {columns} |\n|---|---|---|---|---|\n| {row} |\n");

        Assert.Equal(language, plan.Meta.Language);
        Assert.Equal((row.Split('|')[3].Trim(), verification, null), (plan.Backups[0].Residency, plan.Backups[0].Verification, plan.Backups[0].Remark));
    }

    [Fact]
    public void A_part_of_the_location_may_say_how_it_is_encrypted() =>
        Assert.Equal("encrypted offsite", Assert.Single(Fixture.Read("# T\n\n## Backups\n\n| What | Frequency | Location |\n|---|---|---|\n| Ledger | Daily | All regions + encrypted offsite |\n").Backups).Encryption);

    [Fact]
    public void What_is_not_said_stays_empty()
    {
        var backup = One("| Wallets | Daily |");

        Assert.Equal((null, null, null, null, null, null), (backup.Cron, backup.Zone, backup.System, backup.Verification, backup.Residency, backup.Encryption));
        Assert.Empty(backup.RetentionRules);
        Assert.Empty(backup.Destinations);
    }

    private static BackupPolicy One(string row, string retention = "") =>
        Assert.Single(Fixture.Read($"# T\n\n## Copies kept\n\n| What | Backup frequency | Retention |\n|---|---|---|\n{row} {retention} |\n").Backups);
}
