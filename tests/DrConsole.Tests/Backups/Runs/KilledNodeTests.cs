using System.Diagnostics;
using System.Globalization;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Sources;
using DrConsole.Platform;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Support;
using Npgsql;

namespace DrConsole.Tests.Backups.Runs;

/// <summary>The real web server is killed with SIGKILL at each place where it hurts, and another one takes over.</summary>
public sealed class KilledNodeTests(PostgresServer postgres)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("backup.before-source", false)]
    [InlineData("backup.before-manifest", false)]
    [InlineData("backup.after-manifest", true)]
    public async Task Whatever_the_killed_node_was_doing_the_next_one_ends_with_one_whole_backup_and_nothing_beside_it(string point, bool isAdopted)
    {
        var folder = Directory.CreateTempSubdirectory("drconsole-tests-killed-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "orders.csv"), "1,2,3", Ct);
        await using var desk = await RunDesk.CreateAsync(postgres, change: draft => draft with { Settings = new FilesSettings([folder.FullName]), Cron = null });
        var id = await desk.StartAsync();
        await using (var killed = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "killed", point))
        {
            await killed.DiedAsync(Ct).WaitAsync(Limit, Ct);
        }

        Assert.Equal((RunState.Running, "killed"), ((await desk.RunAsync(id)).State, (await desk.RunAsync(id)).LeaseOwner));
        Assert.Equal(isAdopted ? 1 : 0, desk.Manifests());
        await desk.ExpireAsync();

        await using var next = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "next");
        await EventuallyAsync(async () => (await desk.RunAsync(id)).EndedAt is not null);

        var run = await desk.RunAsync(id);
        Assert.True(run.State == RunState.Succeeded, run.Log);
        Assert.Equal(2, run.Attempt);
        Assert.Equal(isAdopted, run.Log.Contains("adopted", StringComparison.Ordinal));
        Assert.Equal(1, desk.Manifests());
        Assert.Equal(run.BackupId, Assert.Single(await desk.BackupsAsync()).Id);
        Assert.Single(Directory.GetDirectories(Path.Combine(desk.StorePath(0), "drc/v1/b/orders-database")));
        Assert.Contains("backup.run.interrupted", await PolicySamples.ActionsAsync(desk.Console, "backup.run."));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_pg_dump_that_outlived_its_node_is_ended_by_the_next_one_and_no_secret_file_is_left()
    {
        await using var orders = await postgres.CreateEmptyDatabaseAsync();
        await orders.ExecuteAsOwnerAsync("CREATE TABLE orders AS SELECT generate_series(1, 1000) AS id");
        var server = new NpgsqlConnectionStringBuilder(orders.OwnerConnectionString);
        await using var desk = await RunDesk.CreateAsync(postgres, change: draft => draft with
        {
            Settings = new PostgresSettings(server.Host!, 5432, PostgresServer.OwnerRole, [orders.Name]) { Globals = false }, Cron = null,
        });
        await using var blocking = new NpgsqlConnection(orders.OwnerConnectionString);
        await blocking.OpenAsync(Ct);
        await using var transaction = await blocking.BeginTransactionAsync(Ct);
        await using (var command = new NpgsqlCommand("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE", blocking, transaction))
        {
            await command.ExecuteNonQueryAsync(Ct);
        }

        var id = await desk.StartAsync();
        await using (var killed = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "killed"))
        {
            await EventuallyAsync(() => Task.FromResult(Served(id).Count > 0));
            await killed.KillAsync();
            var orphans = Served(id);
            Assert.NotEmpty(orphans);
            Assert.NotEmpty(SecretFolders(killed.Id));
            await desk.ExpireAsync();

            await using var next = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "next");
            await EventuallyAsync(() => Task.FromResult(!Served(id).Intersect(orphans).Any() && SecretFolders(killed.Id).Count == 0));
            await transaction.RollbackAsync(Ct);
            await EventuallyAsync(async () => (await desk.RunAsync(id)).EndedAt is not null);
        }

        var run = await desk.RunAsync(id);
        Assert.True(run.State == RunState.Succeeded, run.Log);
        Assert.Equal((2, 1), (run.Attempt, desk.Manifests()));
        Assert.Empty(Served(id));
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        var began = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(began.Elapsed < Limit, "It did not happen.");
            await Task.Delay(100, Ct);
        }
    }

    private static List<string> SecretFolders(int process) => [.. Directory.EnumerateDirectories(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"drconsole-secret-{process}-*")];

    private static List<int> Served(Guid run) => [.. Directory.EnumerateDirectories("/proc").Where(folder => Serves(folder, run)).Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))];

    private static bool Serves(string folder, Guid run)
    {
        try
        {
            return int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _)
                && File.ReadAllText($"{folder}/environ").Contains($"{ChildProcess.ServesVariable}={run}", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
