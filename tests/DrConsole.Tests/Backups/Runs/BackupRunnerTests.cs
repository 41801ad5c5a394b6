using DrConsole.Alarms;
using DrConsole.Backups;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Sources;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Backups.Runs;

public sealed class BackupRunnerTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_succeeds_only_together_with_its_backup_and_copies_and_each_step_is_audited()
    {
        await using var desk = await RunDesk.CreateAsync(postgres, stores: 2);
        var id = await desk.StartAsync();

        Assert.True(await desk.WorkAsync());

        var run = await desk.RunAsync(id);
        var backup = Assert.Single(await desk.BackupsAsync());
        Assert.Equal((RunState.Succeeded, 1, backup.Id), (run.State, run.Attempt, run.BackupId));
        Assert.Null(run.LeaseOwner);
        Assert.Equal(desk.Source.Content.Length, run.PlainBytes);
        Assert.Equal([CopyState.Present, CopyState.Present], backup.Copies.Select(copy => copy.State));
        Assert.Equal((1, 1), (desk.Manifests(0), desk.Manifests(1)));
        Assert.Equal(["backup.run.requested", "backup.run.begun", "backup.run.succeeded"], await PolicySamples.ActionsAsync(desk.Console, "backup.run."));
        Assert.Contains("writing the manifest", run.Log, StringComparison.Ordinal);
        Assert.EndsWith("Ended: Succeeded.\n", run.Log, StringComparison.Ordinal);
        Assert.Equal(2, await desk.Console.ReadAsync(db => db.Verifications.CountAsync(wanted => wanted.BackupId == backup.Id && wanted.Reason == "new", Ct)));
        Assert.False(await desk.WorkAsync());
    }

    [Fact]
    public async Task The_next_run_knows_the_backup_before()
    {
        await using var desk = await RunDesk.CreateAsync(postgres);
        await desk.StartAsync();
        await desk.WorkAsync();
        await desk.StartAsync();

        await desk.WorkAsync();

        Assert.Equal((await desk.BackupsAsync())[0].Id, desk.Source.Previous!.BackupId);
    }

    [Fact]
    public async Task A_source_that_fails_after_bytes_flowed_gives_a_failed_run_an_alarm_and_no_object_and_the_next_good_run_clears_it()
    {
        await using var desk = await RunDesk.CreateAsync(postgres);
        desk.Source.Fault = "pg_dump ended with code 1: the server is gone.";
        var id = await desk.StartAsync();

        await desk.WorkAsync();

        var run = await desk.RunAsync(id);
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("the server is gone", run.Fault, StringComparison.Ordinal);
        Assert.Empty(desk.Files());
        Assert.Empty(await desk.BackupsAsync());
        Assert.Contains("the server is gone", Assert.Single(await desk.Console.Get<IAlarmQueries>().OpenAsync(Ct)).Text, StringComparison.Ordinal);

        desk.Source.Fault = null;
        await desk.StartAsync();
        await desk.WorkAsync();

        Assert.Empty(await desk.Console.Get<IAlarmQueries>().OpenAsync(Ct));
    }

    [Fact]
    public async Task A_store_that_takes_nothing_makes_the_run_degraded_and_its_copy_is_made_from_the_sibling_once_it_does()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var desk = await RunDesk.CreateAsync(postgres, stores: 2, time);
        Directory.Delete(desk.StorePath(1));
        var id = await desk.StartAsync();

        await desk.WorkAsync();

        var run = await desk.RunAsync(id);
        Assert.Equal(RunState.Degraded, run.State);
        Assert.Contains("store 1", run.Fault, StringComparison.Ordinal);
        Assert.Equal(AlarmKind.BackupDegraded, Assert.Single(await desk.Console.Get<IAlarmQueries>().OpenAsync(Ct)).Kind);
        Assert.Equal(0, await desk.Console.Get<MissingCopies>().CompleteAsync(Ct));

        Directory.CreateDirectory(desk.StorePath(1));
        Assert.Equal(0, await desk.Console.Get<MissingCopies>().CompleteAsync(Ct)); // it waits before it tries again
        time.Advance(TimeSpan.FromMinutes(2));
        var completed = await desk.Console.Get<MissingCopies>().CompleteAsync(Ct);
        Assert.True(completed == 1, string.Join(';', (await desk.BackupsAsync())[0].Copies.Select(copy => copy.Fault)));

        Assert.All(Assert.Single(await desk.BackupsAsync()).Copies, copy => Assert.Equal(CopyState.Present, copy.State));
        Assert.Equal(desk.Files(0), desk.Files(1));
        Assert.Empty(await desk.Console.Get<IAlarmQueries>().OpenAsync(Ct));
        Assert.Single(await PolicySamples.ActionsAsync(desk.Console, "backup.copy.completed"));
    }

    [Fact]
    public async Task A_cancelled_run_stops_keeps_nothing_and_says_who_cancelled_it()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var desk = await RunDesk.CreateAsync(postgres, time: time);
        var (id, work) = await BeginAsync(desk);

        await desk.Console.Get<RunCommands>().CancelAsync(desk.Console.Admin, TestConsole.NewId(), id, Ct);
        await AdvanceUntilAsync(time, work, TimeSpan.FromSeconds(1));

        var run = await desk.RunAsync(id);
        Assert.Equal((RunState.Cancelled, desk.Console.Admin.Name), (run.State, run.CancelledByName));
        Assert.Empty(desk.Files());
        Assert.Empty(await desk.Console.Get<IAlarmQueries>().OpenAsync(Ct));
    }

    [Fact]
    public async Task A_run_that_moves_nothing_is_ended_before_its_ceiling_and_says_so()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var desk = await RunDesk.CreateAsync(postgres, time: time, change: draft => draft with { StallMinutes = 3, CeilingMinutes = 60 });
        var (id, work) = await BeginAsync(desk);
        var began = time.GetUtcNow();

        await AdvanceUntilAsync(time, work, TimeSpan.FromSeconds(10));

        var run = await desk.RunAsync(id);
        Assert.True(run.State == RunState.Failed, run.Log);
        Assert.InRange(time.GetUtcNow() - began, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(10));
        Assert.Empty(desk.Files());
    }

    [Fact]
    public async Task A_run_that_takes_too_long_is_ended_by_the_policys_ceiling()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var desk = await RunDesk.CreateAsync(postgres, time: time, change: draft => draft with { StallMinutes = 2, CeilingMinutes = 2 });
        var (id, work) = await BeginAsync(desk);

        await AdvanceUntilAsync(time, work, TimeSpan.FromSeconds(10));

        var run = await desk.RunAsync(id);
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("2 min", run.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_stops_puts_its_run_back_at_once_and_that_is_no_attempt()
    {
        await using var desk = await RunDesk.CreateAsync(postgres);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var (id, work) = await BeginAsync(desk, stop.Token);

        await stop.CancelAsync();
        await work;

        var waiting = await desk.RunAsync(id);
        Assert.Equal((RunState.Waiting, 0, (string?)null), (waiting.State, waiting.Attempt, waiting.LeaseOwner));
        desk.Source.Release = null;
        await desk.WorkAsync();
        Assert.Equal((RunState.Succeeded, 1), ((await desk.RunAsync(id)).State, (await desk.RunAsync(id)).Attempt));
    }

    [Fact]
    public async Task A_node_that_was_paused_while_another_took_over_commits_nothing()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var desk = await RunDesk.CreateAsync(postgres, time: time);
        var (id, paused) = await BeginAsync(desk);
        await desk.ExpireAsync(); // the node's clock stands still, as if its machine slept for five minutes
        Assert.True(await desk.Console.Get<RunLedger>().InterruptExpiredAsync(Ct));
        var release = desk.Source.Release!;
        desk.Source.Release = null;
        await desk.WorkAsync(); // another node makes the backup
        Assert.Equal(1, desk.Manifests());

        release.SetResult(); // it wakes, and has its whole stream
        await paused;

        var run = await desk.RunAsync(id);
        Assert.Equal((RunState.Succeeded, 2), (run.State, run.Attempt));
        Assert.Equal(1, desk.Manifests());
        Assert.Equal(run.BackupId, Assert.Single(await desk.BackupsAsync()).Id);
    }

    [Fact]
    public async Task A_run_whose_node_died_shows_interrupted_is_tried_once_more_and_then_given_up_with_an_alarm()
    {
        await using var desk = await RunDesk.CreateAsync(postgres);
        var (ledger, id) = (desk.Console.Get<RunLedger>(), await desk.StartAsync());

        for (var attempt = 1; attempt <= RunLedger.MostAttempts; attempt++)
        {
            Assert.NotNull(await ledger.TakeAsync(Ct));
            await desk.ExpireAsync();
            Assert.True(await ledger.InterruptExpiredAsync(Ct));
            Assert.Equal(RunState.Interrupted, (await desk.RunAsync(id)).State);
        }

        Assert.Null(await ledger.TakeAsync(Ct));
        Assert.NotNull((await desk.RunAsync(id)).EndedAt);
        Assert.Equal(AlarmKind.BackupFailed, Assert.Single(await desk.Console.Get<IAlarmQueries>().OpenAsync(Ct)).Kind);
    }

    [Fact]
    public async Task A_backup_whose_node_died_after_the_manifest_is_adopted_and_not_made_again()
    {
        await using var desk = await RunDesk.CreateAsync(postgres);
        var id = await DieAfterTheManifestAsync(desk);
        var made = (await desk.RunAsync(id)).BackupId;

        await desk.WorkAsync();

        var run = await desk.RunAsync(id);
        Assert.Equal((RunState.Succeeded, 2, made), (run.State, run.Attempt, run.BackupId));
        Assert.Equal(made, Assert.Single(await desk.BackupsAsync()).Id);
        Assert.Equal((1, 1), (desk.Manifests(), desk.Source.Sessions));
        Assert.Contains("adopted", run.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*.zst.age.*")]
    [InlineData("manifest.json")]
    [InlineData("manifest.sig")]
    public async Task What_a_dead_node_left_and_is_not_what_was_signed_is_left_alone_and_said_and_the_backup_is_made_again(string damaged)
    {
        await using var desk = await RunDesk.CreateAsync(postgres);
        var id = await DieAfterTheManifestAsync(desk);
        var made = (await desk.RunAsync(id)).BackupId;
        Damage(desk, damaged);

        await desk.WorkAsync();

        var run = await desk.RunAsync(id);
        Assert.Equal(RunState.Succeeded, run.State);
        Assert.NotEqual(made, run.BackupId);
        Assert.Equal(run.BackupId, Assert.Single(await desk.BackupsAsync()).Id);
        Assert.Contains("not adopted", run.Log, StringComparison.Ordinal);
        Assert.Equal(2, desk.Manifests());
    }

    [Fact]
    public async Task Two_runs_of_a_policy_never_run_at_once()
    {
        await using var desk = await RunDesk.CreateAsync(postgres);
        var (_, work) = await BeginAsync(desk);
        await desk.StartAsync();

        Assert.Null(await desk.Console.Get<RunLedger>().TakeAsync(Ct));

        desk.Source.Release!.SetResult();
        await work;
        Assert.NotNull(await desk.Console.Get<RunLedger>().TakeAsync(Ct));
    }

    [Fact]
    public async Task A_run_that_hangs_keeps_the_runs_of_no_other_policy_waiting()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "orders.csv"), "1,2,3", Ct);
        RunDesk? hanging = null;
        await using var desk = hanging = await RunDesk.CreateAsync(postgres, open: (settings, secrets) => settings is FilesSettings ? new SourceFactory().Create(settings, secrets) : hanging!.Source);
        var other = await desk.Console.Get<PolicyCommands>().CreateAsync(
            desk.Console.Admin, TestConsole.NewId(), PolicySamples.Draft(desk.Stores[0], "Files") with { Settings = new FilesSettings([folder.Path]), Cron = null }, Ct);
        var (id, work) = await BeginAsync(desk);
        var free = await desk.Console.Get<RunCommands>().StartAsync(desk.Console.Admin, TestConsole.NewId(), other.Id, RunTrigger.Demand, Ct);

        Assert.True(await desk.WorkAsync());

        Assert.Equal((RunState.Running, RunState.Succeeded), ((await desk.RunAsync(id)).State, (await desk.RunAsync(free)).State));
        desk.Source.Release!.SetResult();
        await work;
    }

    private static async Task<(Guid Id, Task Work)> BeginAsync(RunDesk desk, CancellationToken? stop = null)
    {
        desk.Source.Release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = await desk.StartAsync();
        var work = Task.Run(() => desk.WorkAsync(stop), Ct);
        await Until.TrueAsync(() => work.IsFaulted || (desk.Source.Sessions > 0 && desk.Source.Opened.Task.IsCompleted));
        return (id, work);
    }

    private static async Task AdvanceUntilAsync(ManualTime time, Task work, TimeSpan step)
    {
        await Until.TrueAsync(() =>
        {
            if (!work.IsCompleted)
            {
                time.Advance(step);
            }

            return work.IsCompleted;
        });
        await work;
    }

    // The engine has done its work, and its process is killed before the database knows.
    private static async Task<Guid> DieAfterTheManifestAsync(RunDesk desk)
    {
        var (ledger, inputs, id) = (desk.Console.Get<RunLedger>(), desk.Console.Get<RunInputs>(), await desk.StartAsync());
        var lease = (await ledger.TakeAsync(Ct))!;
        var backupId = await ledger.ChooseBackupAsync(lease, Ct);
        var (run, policy) = await inputs.ReadAsync(id, Ct);
        await using var store = await desk.Console.Get<StoreDirectory>().OpenAsync(desk.Stores[0], Ct);
        using var signer = await inputs.SignerAsync(Ct);
        await desk.Console.Get<BackupEngine>().RunAsync(await inputs.RequestAsync(run, policy, backupId, desk.Source, [new(desk.Stores[0], "store 0", store)], signer, Ct), Ct);
        await desk.ExpireAsync();
        Assert.True(await ledger.InterruptExpiredAsync(Ct));
        return id;
    }

    private static void Damage(RunDesk desk, string pattern)
    {
        var file = Directory.EnumerateFiles(desk.StorePath(0), pattern, SearchOption.AllDirectories).First();
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
