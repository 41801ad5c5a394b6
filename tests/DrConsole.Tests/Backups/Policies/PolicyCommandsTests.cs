using DrConsole.Backups.Policies;
using DrConsole.Backups.Sources;
using DrConsole.Plans;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Policies;

public sealed class PolicyCommandsTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Faults => new()
    {
        { "policy_name", "name" }, { "policy_source_name", "source" }, { "policy_cron", "cron" }, { "policy_zone", "zone" }, { "policy_blackout", "blackout" },
        { "policy_blackout_whole_day", "whole day" }, { "policy_on_change", "on change" }, { "policy_ceiling", "ceiling" }, { "policy_stall", "stall" },
        { "policy_objective", "objective" }, { "policy_retention_missing", "no rule" }, { "policy_retention", "rule without count" }, { "policy_check", "check" },
        { "policy_store_missing", "no store" }, { "policy_store_unknown", "unknown store" }, { "policy_store_twice", "store twice" }, { "policy_lock_unsupported", "lock" },
        { "policy_residency", "residency" }, { "policy_key_missing", "key" }, { "policy_settings", "port" }, { "policy_command_not_allowed", "command" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_fault_is_refused_under_its_own_name_and_nothing_is_saved(string code, string what)
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        var store = await PolicySamples.AddStoreAsync(console, "Frankfurt cellar", new() { ProbedAt = DateTimeOffset.UnixEpoch, Region = "eu-central-1" });
        await PolicySamples.AddKeyAsync(console);

        var refusal = await Attempt.Async(() => console.Get<PolicyCommands>().CreateAsync(console.Admin, TestConsole.NewId(), Broken(PolicySamples.Draft(store), what), Ct));

        Assert.Equal(code, Assert.IsType<RefusedException>(refusal).Code);
        Assert.Empty(await console.ReadAsync(db => db.BackupPolicies.ToListAsync(Ct)));
    }

    [Fact]
    public async Task A_store_in_another_region_is_refused_by_name_and_one_whose_region_nobody_knows_too()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        await PolicySamples.AddKeyAsync(console);
        var abroad = await PolicySamples.AddStoreAsync(console, "Virginia bucket", new() { ProbedAt = DateTimeOffset.UnixEpoch, Region = "us-east-1" });
        var unknown = await PolicySamples.AddStoreAsync(console, "somewhere");
        var home = await PolicySamples.AddStoreAsync(console, "Frankfurt bucket", new() { ProbedAt = DateTimeOffset.UnixEpoch, Region = "eu-central-1" });
        var draft = PolicySamples.Draft(home) with { AllowedRegions = ["eu-central-1"] };

        var refusal = await Attempt.Async(() => CreateAsync(console, draft with { StoreIds = [home, abroad, unknown] }));

        Assert.Contains("“Virginia bucket” is in us-east-1", refusal!.Message, StringComparison.Ordinal);
        Assert.Contains("“somewhere”", refusal.Message, StringComparison.Ordinal);
        await CreateAsync(console, draft);
    }

    [Fact]
    public async Task A_retired_store_takes_no_new_policy()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        await PolicySamples.AddKeyAsync(console);
        var store = await PolicySamples.AddStoreAsync(console);
        await console.Database.ExecuteAsOwnerAsync("UPDATE store SET retired_at = now()");

        Assert.Contains("retired", (await Attempt.Async(() => CreateAsync(console, PolicySamples.Draft(store))))!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_sealed_kept_by_a_change_that_says_nothing_of_it_and_in_no_audit_entry()
    {
        await using var console = await ConsoleAsync();
        var store = await PolicySamples.AddStoreAsync(console);
        await PolicySamples.AddKeyAsync(console);
        var draft = PolicySamples.Draft(store);
        var id = (await CreateAsync(console, draft with { Password = new("correct horse") })).Id;
        await ChangeAsync(console, id, draft with { RtoMinutes = 30 });

        var policy = await console.ReadAsync(db => db.BackupPolicies.AsNoTracking().SingleAsync(Ct));
        Assert.Equal("correct horse", console.Get<SecretBox>().Open(PolicySecrets.Password(id), policy.SealedPassword!).Reveal());
        Assert.True((await console.Get<IPolicyQueries>().FindAsync(id, Ct))!.HasPassword);
        var evidence = await console.ReadAsync(db => db.AuditEntries.AsNoTracking().ToListAsync(Ct));
        Assert.DoesNotContain(evidence, entry => System.Text.Encoding.UTF8.GetString(entry.Body).Contains("correct horse", StringComparison.Ordinal));

        await ChangeAsync(console, id, draft with { Password = new("") });
        Assert.False((await console.Get<IPolicyQueries>().FindAsync(id, Ct))!.HasPassword);
    }

    [Fact]
    public async Task A_daily_backup_that_is_to_keep_an_RPO_of_15_minutes_is_saved_and_said()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        var store = await PolicySamples.AddStoreAsync(console);
        await PolicySamples.AddKeyAsync(console);

        var saved = await CreateAsync(console, PolicySamples.Draft(store) with { RpoMinutes = 15 });

        Assert.Equal("A backup every 24 h cannot keep an RPO of 15 min.", Assert.Single(saved.Findings).Text);
    }

    [Fact]
    public void The_time_that_runs_take_counts_against_the_RPO_too()
    {
        var draft = PolicySamples.Draft(Guid.Empty) with { Cron = "0 * * * *", RpoMinutes = 75 };

        Assert.Empty(ScheduleLint.Findings(draft, usualSeconds: 600));
        Assert.Equal("rpo_unreachable_with_duration", Assert.Single(ScheduleLint.Findings(draft, usualSeconds: 1200)).Code);
    }

    [Fact]
    public async Task Of_two_who_change_a_policy_at_once_the_slower_is_told_to_look_again()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        var id = await PolicySamples.AddPolicyAsync(console);
        var view = (await console.Get<IPolicyQueries>().FindAsync(id, Ct))!;
        await console.Get<PolicyCommands>().ChangeAsync(console.Admin, TestConsole.NewId(), id, view.Draft with { RtoMinutes = 1 }, view.Version, Ct);

        Assert.IsType<StaleException>(await Attempt.Async(() =>
            console.Get<PolicyCommands>().ChangeAsync(console.Admin, TestConsole.NewId(), id, view.Draft with { RtoMinutes = 2 }, view.Version, Ct)));
    }

    [Fact]
    public async Task Who_may_not_manage_backups_changes_nothing_and_the_attempt_is_evidence()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        var store = await PolicySamples.AddStoreAsync(console);
        await PolicySamples.AddKeyAsync(console);

        Assert.IsType<NotPermittedException>(await Attempt.Async(() => console.Get<PolicyCommands>().CreateAsync(console.Responder, TestConsole.NewId(), PolicySamples.Draft(store), Ct)));

        Assert.Single(await PolicySamples.ActionsAsync(console, "access.denied"));
    }

    [Fact]
    public async Task A_deleted_policy_loses_its_secrets_and_its_name_and_keeps_its_name_in_the_stores()
    {
        await using var console = await ConsoleAsync();
        var store = await PolicySamples.AddStoreAsync(console);
        await PolicySamples.AddKeyAsync(console);
        var id = (await CreateAsync(console, PolicySamples.Draft(store) with { Password = new("secret") })).Id;

        await console.Get<PolicyCommands>().DeleteAsync(console.Admin, TestConsole.NewId(), id, Ct);

        Assert.Null(await console.ReadAsync(db => db.BackupPolicies.Select(policy => policy.SealedPassword).SingleAsync(Ct)));
        Assert.Empty(await console.Get<IPolicyQueries>().ListAsync(Ct));
        var again = await CreateAsync(console, PolicySamples.Draft(store));
        Assert.Equal("orders-database-2", (await console.Get<IPolicyQueries>().FindAsync(again.Id, Ct))!.Row.Source);
        Assert.Equal(["backup.policy.created", "backup.policy.deleted", "backup.policy.created"], await PolicySamples.ActionsAsync(console, "backup.policy."));
    }

    [Fact]
    public async Task What_a_published_plan_asks_for_is_proposed_until_a_policy_carries_it_out()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        await console.PublishPlanAsync(DrConsole.Demonstration.DemonstrationPlan.Text());
        var store = await PolicySamples.AddStoreAsync(console);
        await PolicySamples.AddKeyAsync(console);
        var proposals = await console.Get<IPolicyQueries>().ProposalsAsync(Ct);
        var proposal = proposals.First(candidate => candidate.Draft.Cron is not null);

        await CreateAsync(console, PolicySamples.Draft(store) with { PlanItemKey = proposal.PlanItemKey, Cron = proposal.Draft.Cron, Zone = proposal.Draft.Zone });

        Assert.DoesNotContain(await console.Get<IPolicyQueries>().ProposalsAsync(Ct), candidate => candidate.PlanItemKey == proposal.PlanItemKey);
        Assert.All(proposals, candidate => Assert.NotEmpty(candidate.Missing));
    }

    private static PolicyDraft Broken(PolicyDraft draft, string what) => what switch
    {
        "name" => draft with { Name = " " },
        "source" => draft with { Source = "Orders DB" },
        "cron" => draft with { Cron = "0 2 * *" },
        "zone" => draft with { Zone = "Europe/Atlantis" },
        "blackout" => draft with { Blackouts = [new("22", "04:00", [])] },
        "whole day" => draft with { Blackouts = [new("22:00", "22:00", [])] },
        "on change" => draft with { OnChangeSeconds = 5 },
        "ceiling" => draft with { CeilingMinutes = 0, StallMinutes = 0 },
        "stall" => draft with { StallMinutes = 361 },
        "objective" => draft with { RpoMinutes = -1 },
        "no rule" => draft with { Retention = [] },
        "rule without count" => draft with { Retention = [new(RetentionKind.Daily)] },
        "check" => draft with { Checks = [new("orders", null, "", null)] },
        "no store" => draft with { StoreIds = [] },
        "unknown store" => draft with { StoreIds = [Guid.Empty] },
        "store twice" => draft with { StoreIds = [draft.StoreIds[0], draft.StoreIds[0]] },
        "lock" => draft with { LockDays = 30 },
        "residency" => draft with { AllowedRegions = ["eu-west-1"] },
        "key" => draft with { KeyCategory = "nothing" },
        "port" => draft with { Settings = new PostgresSettings("db.internal", 0, "backup", []) },
        "command" => draft with { Settings = new CommandSettings("/bin/sh", ["-c", "id"]) },
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private Task<TestConsole> ConsoleAsync() => TestConsole.CreateAsync(postgres, services => services.AddSingleton(new ConsoleOptions
    {
        DataFolder = "/nowhere", MasterKeyFile = Path.Combine(Path.GetTempPath(), $"drconsole-tests-{Path.GetRandomFileName()}.key"), NodeId = "node-1",
    }));

    private static Task<PolicySaved> CreateAsync(TestConsole console, PolicyDraft draft) => console.Get<PolicyCommands>().CreateAsync(console.Admin, TestConsole.NewId(), draft, Ct);

    private static Task<PolicySaved> ChangeAsync(TestConsole console, Guid id, PolicyDraft draft) =>
        console.Get<PolicyCommands>().ChangeAsync(console.Admin, TestConsole.NewId(), id, draft, seenVersion: null, Ct);
}
