using DrConsole.Backups.Policies;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Wal.Recovery;
using DrConsole.Tests.Backups.Runs;
using DrConsole.Tests.Backups.Wal;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Backups.Killed;

/// <summary>The real web server is killed with SIGKILL while it recovers a real cluster to a point in time, and another one is asked for the same.</summary>
public sealed class KilledRecoveryTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly string _folder = $"/tmp/drconsole-recovered-{Environment.ProcessId}-{Path.GetRandomFileName()}";
    private WalCluster _cluster = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync()
    {
        _cluster = await WalCluster.CreateAsync();
        WalBench.MakeTarget(_folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        if (Directory.Exists(_folder)) // the recovered server's guard takes it away with the server
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("restore.after-check", false, Explicit = true)]
    [InlineData("restore.mid-stream", true)]
    [InlineData("restore.before-compare", true, Explicit = true)]
    public async Task A_recovery_whose_node_was_killed_is_no_good_cluster_and_the_next_one_into_the_same_directory_takes_away_what_it_left_and_succeeds(string point, bool isBegun)
    {
        await using var desk = await RunDesk.CreateAsync(
            postgres, change: draft => draft with { Settings = _cluster.Settings(), Cron = null, VerifyLevel = VerificationLevel.Exists, RestoreTestDays = null }, open: new DrConsole.Backups.Sources.SourceFactory().Create);
        var (connection, data) = (desk.Console.Database.AppConnectionString, desk.DataFolder);
        var (backup, until) = await TakeAsync(desk);
        var first = await RequestAsync(desk, backup, until);

        var killed = await WebNode.DieAsync(connection, data, point);

        Assert.Equal(RestoreState.Running, (await ReadAsync(desk, first)).State);
        Assert.True(Directory.Exists(Data + ".wal"));
        Assert.Equal(isBegun, File.Exists(Path.Combine(Data, ClusterRestore.Marker))); // it says of itself that it is of no use
        var runFolders = RunFolders();
        Assert.Equal(point == "restore.before-compare", runFolders.Count > 0);
        await desk.Console.Database.ExecuteAsOwnerAsync("UPDATE restore SET lease_until = clock_timestamp() - interval '1 second' WHERE state = 'Running'");
        await using var next = WebNode.Start(connection, data, "next");
        var broken = await EndedAsync(next, desk, first);

        Assert.Equal((RestoreState.Interrupted, true), (broken.State, broken.MustNotBeUsed));
        Assert.Contains($"{Data} must not be used", broken.Fault, StringComparison.Ordinal);
        Assert.Contains("The next recovery into it takes away what is left there.", broken.Fault, StringComparison.Ordinal);
        await next.EventuallyAsync("the recovering server and the secrets of the killed node go", () => Task.FromResult(Leftovers.ChildrenFor(first).Count == 0 && Leftovers.SecretsOf(killed).Count == 0));

        var again = await EndedAsync(next, desk, await RequestAsync(desk, backup, until));

        Assert.True(again.State == RestoreState.Succeeded, again.Fault);
        Assert.False(Directory.Exists(Data + ".wal"));
        Assert.False(File.Exists(Path.Combine(Data, ClusterRestore.Marker)));
        Assert.DoesNotContain(runFolders, Directory.Exists);
        await next.KillAsync();
        await using (var recovered = await WalCluster.OpenAsync(_folder))
        {
            Assert.Equal([1], await recovered.IdsAsync()); // exactly what was committed until then
        }

        await Leftovers.ChainIsWholeAsync(desk.Console);
    }

    // Of servers on this test's directory alone: PostgreSQL names it beside its socket.
    private List<string> RunFolders() => [.. Directory.EnumerateDirectories(Path.GetTempPath(), "drc-pg-*")
        .Where(folder => Path.Combine(folder, ".s.PGSQL.5432.lock") is var lockFile && File.Exists(lockFile) && File.ReadAllLines(lockFile).Contains(Data, StringComparer.Ordinal))];

    // A node of its own ships the log and takes the base backup.
    private async Task<(Guid Backup, DateTimeOffset Until)> TakeAsync(RunDesk desk)
    {
        await using var node = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "first");
        await node.EventuallyAsync("log is shipped", () => desk.Console.ReadAsync(db => db.WalSegments.AnyAsync(Ct)));
        var run = await desk.StartAsync();
        await node.EventuallyAsync("the base backup ends", async () => (await desk.RunAsync(run)).EndedAt is not null);
        var ended = await desk.RunAsync(run);
        Assert.True(ended.State == RunState.Succeeded, ended.Fault);
        var until = await _cluster.InsertAndReadClockAsync(1);
        await _cluster.SwitchAsync();
        var later = await _cluster.InsertAndReadClockAsync(2);
        await node.EventuallyAsync("all of it is in the store", () => desk.Console.ReadAsync(db => db.WalSegments.AnyAsync(row => row.CoversUntil >= later, Ct)));
        await node.KillAsync();
        await desk.Console.Database.ExecuteAsOwnerAsync("DELETE FROM verification"); // a restore test would pass the same points
        return (ended.BackupId!.Value, until);
    }

    private async Task<Guid> RequestAsync(RunDesk desk, Guid backup, DateTimeOffset until)
    {
        var target = new PostgresClusterTarget(Data, until);
        return await desk.Console.Get<RestoreCommands>().RequestAsync(desk.Console.Commander, TestConsole.NewId(), new(backup, target, target.Identity), Ct);
    }

    private static async Task<RestoreReport> EndedAsync(WebNode node, RunDesk desk, Guid restore)
    {
        await node.EventuallyAsync("the restore ends", async () => (await ReadAsync(desk, restore)).EndedAt is not null);
        return await ReadAsync(desk, restore);
    }

    private static async Task<RestoreReport> ReadAsync(RunDesk desk, Guid restore) => (await desk.Console.Get<IRestoreQueries>().ReadAsync(restore, Ct))!;
}
