using DrConsole.Backups.Keys;
using DrConsole.Backups.Wal;
using DrConsole.Stores;
using DrConsole.Tests.Backups.Runs;
using DrConsole.Tests.Backups.Wal;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Backups.Killed;

/// <summary>The real web server is killed with SIGKILL while it receives and ships write-ahead log, and another one goes on.</summary>
public sealed class KilledWalTests(PostgresServer postgres) : IAsyncLifetime
{
    private WalCluster _cluster = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cluster = await WalCluster.CreateAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData("wal.after-seal", Explicit = true)]
    [InlineData("wal.before-object")]
    [InlineData("wal.after-object", Explicit = true)]
    [InlineData("wal.after-record")]
    [InlineData("wal.before-cleanup", Explicit = true)]
    public async Task Wherever_the_node_is_killed_the_next_one_ships_on_without_a_hole(string point)
    {
        await using var desk = await RunDesk.CreateAsync(postgres, change: draft => draft with { Settings = _cluster.Settings(), Cron = null });
        await _cluster.InsertAsync(1);

        var killed = await WebNode.DieAsync(desk.Console.Database.AppConnectionString, desk.DataFolder, point);

        await _cluster.InsertAsync(2);
        await _cluster.SwitchAsync();
        var now = await _cluster.InsertAndReadClockAsync(3);
        await using var next = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "next");
        await next.EventuallyAsync("all that was committed is in the store", async () => await CoversAsync(desk) >= now);

        await _cluster.SwitchAsync(); // a node that died before it had made its slot has no claim to what was closed before
        await next.EventuallyAsync("the closed segment is in the store", async () => (await ArchiveAsync(desk)).Records.Any(record => record.Kind == WalKind.Segment));
        var archive = await ArchiveAsync(desk);
        Assert.Empty(archive.Faults);
        Assert.Single(WalContinuity.Examine(archive.Records, []).Stretches);
        await next.EventuallyAsync("programs and secrets of the killed node go", () => Task.FromResult(Leftovers.ChildrenOf(killed).Count == 0 && Leftovers.SecretsOf(killed).Count == 0));
        await next.EventuallyAsync("nothing that was shipped stays on this machine", async () => await StaysAsync(desk) <= 2); // the segment under way has a copy or two
        await Leftovers.ChainIsWholeAsync(desk.Console);
    }

    private static Task<DateTimeOffset?> CoversAsync(RunDesk desk) => desk.Console.ReadAsync(db => db.WalSegments.MaxAsync(row => (DateTimeOffset?)row.CoversUntil, Ct));

    private static async Task<WalArchive> ArchiveAsync(RunDesk desk)
    {
        await using var store = await desk.Console.Get<StoreDirectory>().OpenAsync(desk.Stores[0], Ct);
        return await WalArchive.ReadAsync(store, "orders-database", new(await desk.Console.Get<KeyRing>().TrustedAsync(Ct)), Ct);
    }

    private static Task<int> StaysAsync(RunDesk desk) =>
        Task.FromResult(Directory.GetFiles(Path.Combine(desk.DataFolder, "state/wal/orders-database/sealed"), "*.zst.age").Length);
}
