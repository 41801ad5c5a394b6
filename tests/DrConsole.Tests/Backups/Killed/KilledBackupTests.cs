using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Sources;
using DrConsole.Stores;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Backups.Runs;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using Npgsql;

namespace DrConsole.Tests.Backups.Killed;

/// <summary>The real web server is killed with SIGKILL while it takes a backup, and another one takes over.</summary>
public sealed class KilledBackupTests(PostgresServer postgres, CephServer ceph)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("backup.before-source", false, Explicit = true)]
    [InlineData("backup.mid-stream", false)]
    [InlineData("backup.mid-upload", false, Explicit = true)]
    [InlineData("backup.before-manifest", false)]
    [InlineData("backup.after-manifest", true)]
    public async Task Whatever_the_killed_node_was_doing_the_next_one_ends_with_one_whole_backup_and_nothing_beside_it(string point, bool isAdopted)
    {
        var folder = Directory.CreateTempSubdirectory("drconsole-tests-killed-");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "orders.csv"), EngineBench.Content(2_000_000), Ct);
        await using var desk = await RunDesk.CreateAsync(postgres, change: draft => draft with { Settings = new FilesSettings([folder.FullName]), Cron = null, VerifyLevel = VerificationLevel.Exists });
        var id = await desk.StartAsync();

        var killed = await WebNode.DieAsync(desk.Console.Database.AppConnectionString, desk.DataFolder, point);

        Assert.Equal((RunState.Running, "killed"), ((await desk.RunAsync(id)).State, (await desk.RunAsync(id)).LeaseOwner));
        Assert.Empty(await desk.BackupsAsync());
        Assert.Equal(isAdopted ? 1 : 0, desk.Manifests());
        await desk.ExpireAsync();
        await using var next = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "next");
        var run = await EndedAsync(next, desk, id);

        Assert.True(run.State == RunState.Succeeded, run.Log);
        Assert.Equal((2, isAdopted), (run.Attempt, run.Log.Contains("adopted", StringComparison.Ordinal)));
        Assert.Equal((run.BackupId, 1), (Assert.Single(await desk.BackupsAsync()).Id, desk.Manifests()));
        await NothingIsLeftAsync(next, desk, killed, id);

        var again = await desk.StartAsync();
        Assert.Equal(RunState.Succeeded, (await EndedAsync(next, desk, again)).State);
        Assert.Equal(2, desk.Manifests());
        Assert.Equal(
            ["backup.run.requested", "backup.run.begun", "backup.run.interrupted", "backup.run.begun", "backup.run.succeeded", "backup.run.requested", "backup.run.begun", "backup.run.succeeded"],
            await PolicySamples.ActionsAsync(desk.Console, "backup.run."));
        await Leftovers.ChainIsWholeAsync(desk.Console);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_pg_dump_that_outlived_its_node_is_ended_by_the_next_one_and_no_secret_file_is_left()
    {
        await using var orders = await postgres.CreateEmptyDatabaseAsync();
        await orders.ExecuteAsOwnerAsync("CREATE TABLE orders AS SELECT generate_series(1, 1000) AS id");
        await using var desk = await DeskAsync(orders);
        await using var holding = new NpgsqlConnection(orders.OwnerConnectionString);
        await using var transaction = await LockAsync(holding);
        var id = await desk.StartAsync();
        IReadOnlyList<int> orphans = [];
        int dead;
        await using (var killed = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "killed"))
        {
            dead = killed.Id;
            await killed.EventuallyAsync("pg_dump waits for the lock", async () => await WaitsAsync(orders));
            orphans = Leftovers.ChildrenFor(id);
            await killed.KillAsync();
        }

        Assert.NotEmpty(orphans.Intersect(Leftovers.ChildrenFor(id)));
        Assert.NotEmpty(Leftovers.SecretsOf(dead));
        await desk.ExpireAsync();
        await using var next = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "next");
        await next.EventuallyAsync("the orphans and their secrets go", () => Task.FromResult(!Leftovers.ChildrenFor(id).Intersect(orphans).Any() && Leftovers.SecretsOf(dead).Count == 0));
        await transaction.RollbackAsync(Ct);
        var run = await EndedAsync(next, desk, id);

        Assert.True(run.State == RunState.Succeeded, run.Log);
        Assert.Equal((2, 1), (run.Attempt, desk.Manifests()));
        Assert.Empty(Leftovers.ChildrenFor(id));
        await Leftovers.ChainIsWholeAsync(desk.Console);
    }

    [Fact]
    public async Task A_multipart_upload_that_a_killed_node_left_is_no_backup_and_goes_with_the_next_attempt()
    {
        var bucket = await ceph.CreateBucketAsync();
        using var client = await ceph.ClientAsync();
        var folder = Directory.CreateTempSubdirectory("drconsole-tests-killed-");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "orders.csv"), EngineBench.Content(40_000_000), Ct);
        await using var desk = await RunDesk.CreateAsync(postgres);
        var store = await desk.Console.Get<StoreCommands>().CreateAsync(
            desk.Console.Admin, TestConsole.NewId(), new("bucket", bucket.Url) { AccessKeyId = ceph.Credentials.AccessKeyId, Secret = ceph.Credentials.SecretAccessKey }, Ct);
        var policy = await desk.Console.Get<PolicyCommands>().CreateAsync(
            desk.Console.Admin, TestConsole.NewId(), PolicySamples.Draft(store, "Files") with { Settings = new FilesSettings([folder.FullName]), Cron = null, VerifyLevel = VerificationLevel.ReadBack }, Ct);
        var id = await desk.Console.Get<RunCommands>().StartAsync(desk.Console.Admin, TestConsole.NewId(), policy.Id, RunTrigger.Demand, Ct);

        await WebNode.DieAsync(desk.Console.Database.AppConnectionString, desk.DataFolder, "backup.mid-upload");

        Assert.Single((await client.ListMultipartUploadsAsync(bucket.Bucket, Ct)).MultipartUploads);
        Assert.Empty(await desk.BackupsAsync());
        await desk.ExpireAsync();
        await using var next = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "next");
        var run = await EndedAsync(next, desk, id);

        Assert.True(run.State == RunState.Succeeded, run.Log);
        Assert.Empty((await client.ListMultipartUploadsAsync(bucket.Bucket, Ct)).MultipartUploads ?? []);
        await next.EventuallyAsync("the backup is read back", async () => (await desk.BackupsAsync()).Single().VerifiedLevel == VerificationLevel.ReadBack);
        await Leftovers.ChainIsWholeAsync(desk.Console);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_node_that_was_stopped_for_long_and_goes_on_commits_nothing_beside_the_one_that_took_over()
    {
        await using var orders = await postgres.CreateEmptyDatabaseAsync();
        await orders.ExecuteAsOwnerAsync("CREATE TABLE orders AS SELECT generate_series(1, 1000) AS id");
        await using var desk = await DeskAsync(orders);
        await using var holding = new NpgsqlConnection(orders.OwnerConnectionString);
        await using var transaction = await LockAsync(holding);
        var id = await desk.StartAsync();
        await using var stopped = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "stopped");
        await stopped.EventuallyAsync("pg_dump waits for the lock", async () => await WaitsAsync(orders));
        await stopped.SignalAsync("STOP");
        await desk.ExpireAsync();
        await using var next = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "next");
        await next.EventuallyAsync("the next node took over", async () => (await desk.RunAsync(id)).LeaseOwner == "next");
        await transaction.RollbackAsync(Ct);
        var run = await EndedAsync(next, desk, id);

        await stopped.SignalAsync("CONT");
        await stopped.EventuallyAsync("it gives up what it was doing", () => Task.FromResult(Leftovers.ChildrenOf(stopped.Id).Count == 0 && Leftovers.SecretsOf(stopped.Id).Count == 0));

        Assert.Equal((RunState.Succeeded, 2, 1), (run.State, run.Attempt, desk.Manifests()));
        Assert.Equal((run.EndedAt, run.BackupId), ((await desk.RunAsync(id)).EndedAt, Assert.Single(await desk.BackupsAsync()).Id));
        await stopped.EventuallyAsync("only the whole backup lies in the store", () => Task.FromResult(Directory.GetDirectories(Path.Combine(desk.StorePath(0), "drc/v1/b/orders-database")).Length == 1));
        await Leftovers.ChainIsWholeAsync(desk.Console);
    }

    private static async Task<BackupRun> EndedAsync(WebNode node, RunDesk desk, Guid id)
    {
        await node.EventuallyAsync("the run ends", async () => (await desk.RunAsync(id)).EndedAt is not null);
        return await desk.RunAsync(id);
    }

    // No object without a manifest, no program, no secret.
    private static async Task NothingIsLeftAsync(WebNode next, RunDesk desk, int killed, Guid id)
    {
        await next.EventuallyAsync("secrets and programs of the killed node go", () => Task.FromResult(Leftovers.SecretsOf(killed).Count == 0 && Leftovers.ChildrenOf(killed).Count == 0));
        Assert.Empty(Leftovers.ChildrenFor(id));
        Assert.Single(Directory.GetDirectories(Path.Combine(desk.StorePath(0), "drc/v1/b/orders-database")));
        Assert.Equal(
            ["b", "keys"],
            Directory.EnumerateFiles(desk.StorePath(0), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Path.Combine(desk.StorePath(0), "drc/v1"), file).Split('/')[0]).Where(part => part != "v").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private Task<RunDesk> DeskAsync(TestDatabase orders) => RunDesk.CreateAsync(postgres, change: draft => draft with
    {
        Settings = new PostgresSettings(new NpgsqlConnectionStringBuilder(orders.OwnerConnectionString).Host!, 5432, PostgresServer.OwnerRole, [orders.Name]) { Globals = false, Fingerprints = FingerprintDepth.None },
        Cron = null, VerifyLevel = VerificationLevel.Exists,
    });

    // pg_dump waits for it, so there is time to kill.
    private static async Task<NpgsqlTransaction> LockAsync(NpgsqlConnection connection)
    {
        await connection.OpenAsync(Ct);
        var transaction = await connection.BeginTransactionAsync(Ct);
        await using var command = new NpgsqlCommand("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE", connection, transaction);
        await command.ExecuteNonQueryAsync(Ct);
        return transaction;
    }

    private static async Task<bool> WaitsAsync(TestDatabase orders) =>
        (long)(await orders.ScalarAsOwnerAsync($"SELECT count(*) FROM pg_stat_activity WHERE datname = '{orders.Name}' AND query LIKE 'LOCK TABLE%' AND wait_event_type = 'Lock'"))! > 0;
}
