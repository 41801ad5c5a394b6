using DrConsole.Alarms;
using DrConsole.Backups;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Watch;
using DrConsole.Stores;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Backups.Runs;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Stores;

public sealed class ResidencyWatchTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_a_later_probe_finds_elsewhere_is_an_alarm_until_it_is_where_it_should_be()
    {
        await using var desk = await DeskAsync();
        await LookTwiceAsync(desk);
        Assert.Empty(await OpenAsync(desk, AlarmKind.ResidencyViolated));

        await SeeAsync(desk, 1, "us-east-1");
        await LookTwiceAsync(desk);

        var alarm = Assert.Single(await OpenAsync(desk, AlarmKind.ResidencyViolated));
        Assert.Equal(desk.Policy.ToString(), alarm.Subject);
        Assert.Contains("“store 1” is in us-east-1", alarm.Text, StringComparison.Ordinal);
        Assert.Equal(["alarm.raised"], await PolicySamples.ActionsAsync(desk.Console, "alarm."));
        var violation = Assert.Single((await desk.Console.Get<IStoreQueries>().ReadAsync(desk.Stores[1], Ct))!.Violations);
        Assert.Equal((desk.Policy, desk.Stores[1]), (violation.PolicyId, violation.StoreId));
        Assert.Empty((await desk.Console.Get<IStoreQueries>().ReadAsync(desk.Stores[0], Ct))!.Violations);

        await SeeAsync(desk, 1, "EU-central-1");
        await LookTwiceAsync(desk);
        Assert.Empty(await OpenAsync(desk, AlarmKind.ResidencyViolated));
        Assert.Equal(["alarm.raised", "alarm.cleared"], await PolicySamples.ActionsAsync(desk.Console, "alarm."));
    }

    [Fact]
    public async Task A_policy_that_was_deleted_violates_nothing_any_more()
    {
        await using var desk = await DeskAsync();
        await SeeAsync(desk, 1, "us-east-1");
        await LookTwiceAsync(desk);
        Assert.Single(await OpenAsync(desk, AlarmKind.ResidencyViolated));

        await desk.Console.Database.ExecuteAsOwnerAsync("UPDATE backup_policy SET deleted_at = now()");
        await LookTwiceAsync(desk);

        Assert.Empty(await OpenAsync(desk, AlarmKind.ResidencyViolated));
    }

    [Fact]
    public async Task A_run_leaves_it_out_and_is_degraded_and_the_copy_is_not_made_up_there_until_it_may()
    {
        await using var desk = await DeskAsync();
        await SeeAsync(desk, 1, "us-east-1");
        var id = await desk.StartAsync();

        await desk.WorkAsync();
        await desk.Console.Get<MissingCopies>().CompleteAsync(Ct);

        var run = await desk.RunAsync(id);
        Assert.Equal(RunState.Degraded, run.State);
        Assert.Contains("us-east-1", run.Fault, StringComparison.Ordinal);
        Assert.Equal((1, 0), (desk.Manifests(0), desk.Manifests(1)));
        Assert.Single(await OpenAsync(desk, AlarmKind.BackupDegraded));
        var copies = Assert.Single(await desk.BackupsAsync()).Copies;
        Assert.Contains("us-east-1", copies.Single(copy => copy.StoreId == desk.Stores[1]).Fault, StringComparison.Ordinal);

        await SeeAsync(desk, 1, "eu-central-1");
        desk.Time!.Advance(TimeSpan.FromMinutes(2));
        await desk.Console.Get<MissingCopies>().CompleteAsync(Ct);
        Assert.Equal(1, desk.Manifests(1));
        Assert.Equal(CopyState.Present, Assert.Single(await desk.BackupsAsync()).Copies.Single(copy => copy.StoreId == desk.Stores[1]).State);
    }

    [Fact]
    public async Task Where_no_store_is_allowed_any_more_the_run_fails_and_says_why()
    {
        await using var desk = await DeskAsync();
        await SeeAsync(desk, 0, "us-east-1");
        await SeeAsync(desk, 1, null);
        var id = await desk.StartAsync();

        await desk.WorkAsync();

        var run = await desk.RunAsync(id);
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("“store 0” is in us-east-1", run.Fault, StringComparison.Ordinal);
        Assert.Contains("its region is unknown", run.Fault, StringComparison.Ordinal);
        Assert.Equal((0, 0), (desk.Manifests(0), desk.Manifests(1)));
    }

    // The policy was saved while both were seen in the right region.
    private async Task<RunDesk> DeskAsync()
    {
        var desk = await RunDesk.CreateAsync(postgres, stores: 2, time: new(new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero)));
        await SeeAsync(desk, 0, "eu-central-1");
        await SeeAsync(desk, 1, "eu-central-1");
        await desk.Console.Database.ExecuteAsOwnerAsync("UPDATE backup_policy SET allowed_regions = ARRAY['eu-central-1', 'eu-west-1']");
        return desk;
    }

    private static Task SeeAsync(RunDesk desk, int store, string? region) => desk.Console.Database.ExecuteAsOwnerAsync(
        $"UPDATE store SET facts = '{PolicyJson.Text(new StoreFacts { ProbedAt = DateTimeOffset.UnixEpoch, Region = region, HasConditionalPut = true })}' WHERE id = '{desk.Stores[store]}'");

    private static async Task LookTwiceAsync(RunDesk desk)
    {
        await desk.Console.Get<Watchdog>().LookAsync(Ct);
        await desk.Console.Get<Watchdog>().LookAsync(Ct);
    }

    private static async Task<IReadOnlyList<AlarmRow>> OpenAsync(RunDesk desk, AlarmKind kind) => [.. (await desk.Console.Get<IAlarmQueries>().OpenAsync(Ct)).Where(alarm => alarm.Kind == kind)];
}
