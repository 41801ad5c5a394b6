using System.Text.Json;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Sources;
using DrConsole.Plans;
using DrConsole.Platform;
using DrConsole.Web.Backups.Policies;

namespace DrConsole.Tests.Backups.Pages;

public sealed class PolicyFormTests
{
    public static TheoryData<SourceSettings> EveryKind =>
    [
        new PostgresSettings("db", 6432, "u", ["a", "b"]) { SchemaOnly = true, Globals = false, SslMode = "verify-full", Fingerprints = FingerprintDepth.Counts },
        new PostgresPhysicalSettings("db", 5432, "u", "slot") { PartialSeconds = 5 }, new MariaDbSettings("db", 3306, "u", []) { Socket = "/run/m.sock" }, new RedisSettings("db", 6379) { User = "r" },
        new FilesSettings(["/srv/a b", "/etc"]) { Exclude = ["*.tmp"], FullEvery = 7 }, new KubernetesSettings(["secrets"]) { Namespaces = ["shop"], Context = "prod" },
        new TerraformSettings("/infra") { Workspace = "prod" }, new MongoSettings("db", 27017) { User = "m", Database = "d", Oplog = true }, new KeyVaultSettings("vault"),
        new CommandSettings("/usr/bin/dump", ["--all", "a, b"]) { LeastBytes = 10 },
    ];

    [Theory]
    [MemberData(nameof(EveryKind), DisableDiscoveryEnumeration = true)]
    public void A_policy_that_is_opened_and_saved_untouched_stays_as_it_was(SourceSettings settings)
    {
        var draft = new PolicyDraft
        {
            Name = "orders", SystemName = "Orders", PlanItemKey = "backup/orders", Settings = settings, Cron = "0 2 * * *", Zone = "Europe/Berlin", Blackouts = [new("22:00", "04:00", [DayOfWeek.Monday])],
            OnChangeSeconds = settings is FilesSettings ? 20 : null, Retention = [new(RetentionKind.Count, 3), new(RetentionKind.Daily, 7), new(RetentionKind.Age, Days: 1.5)], KeyCategory = "customer data",
            StoreIds = [Guid.CreateVersion7()], AllowedRegions = ["eu-1", "eu-2"], LockDays = 3, RestoreTestDays = 0.5, Checks = [new("count", "orders", "select 1", "1")], RpoMinutes = 90, RtoMinutes = 0,
            CeilingMinutes = 20, StallMinutes = 2, IsEnabled = false,
        };

        Assert.Equal(Text(draft), Text(PolicyForm.Of(draft).Draft()));
    }

    [Fact]
    public void An_empty_password_keeps_the_one_that_is_there_and_forgetting_is_said()
    {
        Assert.Null(new PolicyForm { Password = "" }.Draft().Password);
        Assert.Equal("", new PolicyForm { ForgetsPassword = true }.Draft().Password!.Reveal());
        Assert.Equal("new", new PolicyForm { Password = "new" }.Draft().Password!.Reveal());
    }

    [Fact]
    public void A_text_that_is_no_duration_is_named_and_never_read_as_none()
    {
        var form = new PolicyForm { Rpo = "soon" };

        Assert.Equal("rpoMinutes", Assert.Single(form.TypingFaults()).Field);
        Assert.Empty(new PolicyForm { Rpo = "1 h 30 min" }.TypingFaults());
        Assert.Equal(90, new PolicyForm { Rpo = "1 h 30 min" }.Draft().RpoMinutes);
    }

    [Fact]
    public void A_port_that_is_no_number_does_not_become_the_usual_one()
    {
        Assert.Equal(-1, ((PostgresSettings)new SourceForm { Port = "54x32" }.Settings()).Port);
        Assert.Equal(5432, ((PostgresSettings)new SourceForm().Settings()).Port);
    }

    [Fact]
    public void Retention_is_said_in_a_sentence_with_how_far_it_reaches()
    {
        var rules = new RetentionForm { Daily = 7, Weekly = 4, Monthly = 12, Yearly = 5 }.Rules();

        Assert.StartsWith("Keeps one of each of the last 7 days, one of each of the last 4 weeks", RuleWords.Sentence(rules), StringComparison.Ordinal);
        Assert.Equal("In the long run the oldest backup will be about 5 years old.", RuleWords.Extent(rules));
        Assert.Equal("No rule keeps anything.", RuleWords.Sentence([]));
    }

    private static string Text(PolicyDraft draft) => JsonSerializer.Serialize(draft, CanonicalJson.Options);
}
