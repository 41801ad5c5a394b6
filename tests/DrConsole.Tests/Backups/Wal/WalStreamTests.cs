using System.Collections.Concurrent;
using System.Diagnostics;
using DrConsole.Backups.Wal;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Wal;

public sealed class WalStreamTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Closed_segments_and_the_one_under_way_are_in_every_store_without_a_hole()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();

        for (var id = 1; id <= 3; id++)
        {
            await bench.Cluster.InsertAsync(id);
            await bench.Cluster.SwitchAsync();
        }

        await bench.Cluster.InsertAsync(4);
        await bench.CoveredAsync();

        foreach (var store in (string[])["near", "far"])
        {
            var archive = await bench.ArchiveAsync(store);
            Assert.Empty(archive.Faults);
            Assert.True(archive.Records.Count(record => record.Kind == WalKind.Segment) >= 3);
            var stretch = Assert.Single(WalContinuity.Examine(archive.Records, []).Stretches);
            Assert.Equal(Lsn.Parse((string)(await bench.Cluster.ScalarAsync("SELECT pg_current_wal_insert_lsn()::text"))!).AsEnd(stretch.SegmentBytes), stretch.CoversLsn);
        }
    }

    [Fact]
    public async Task What_was_committed_is_in_a_store_before_the_time_for_partial_segments_is_over_twice()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync(bench.Request(bench.Cluster.Settings(partialSeconds: 2)));

        var watch = Stopwatch.StartNew();
        await bench.Cluster.InsertAsync(1);
        await bench.CoveredAsync();

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30); // half the usual interval: the one that was set counts
        var copies = (await bench.ArchiveAsync()).Records.Count(record => record.Kind == WalKind.Partial);
        Assert.InRange(copies, 1, 2); // superseded copies go
    }

    [Fact]
    public async Task A_receiver_that_is_killed_comes_back_and_nothing_is_missing()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        await bench.Cluster.InsertAsync(1);

        var killed = bench.Stream!.ReceiverId!.Value;
        using (var receiver = Process.GetProcessById(killed))
        {
            receiver.Kill();
        }

        await bench.Cluster.SwitchAsync();
        await bench.Cluster.InsertAsync(2);
        await bench.Cluster.SwitchAsync();
        await Until.TrueAsync(() => bench.Stream.ReceiverId is { } id && id != killed);
        await bench.CoveredAsync();

        Assert.Null(bench.Stream.State.Loss);
        Assert.Single(WalContinuity.Examine((await bench.ArchiveAsync()).Records, []).Stretches);
    }

    [Fact]
    public async Task What_is_written_while_the_console_is_away_waits_in_the_slot()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        await bench.StopAsync();
        for (var id = 1; id <= 3; id++)
        {
            await bench.Cluster.InsertAsync(id);
            await bench.Cluster.SwitchAsync();
        }

        await bench.Cluster.ExecuteAsync("CHECKPOINT");
        await bench.RestartAsync();
        await bench.CoveredAsync();

        Assert.Null(bench.Stream!.State.Loss);
        Assert.Single(WalContinuity.Examine((await bench.ArchiveAsync()).Records, []).Stretches);
    }

    [Fact]
    public async Task A_slot_that_somebody_dropped_while_the_server_threw_log_away_is_loud_and_only_a_new_base_backup_goes_on()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        await bench.TakeBaseAsync();
        var before = await bench.Cluster.InsertAndReadClockAsync(1);
        await bench.CoveredAsync();
        await bench.StopAsync();
        await bench.Cluster.ExecuteAsync("SELECT pg_drop_replication_slot('drconsole')");
        await bench.Cluster.ExecuteAsync("ALTER SYSTEM SET max_wal_size = '32MB'; ");
        await bench.Cluster.ExecuteAsync("SELECT pg_reload_conf()");
        for (var id = 2; id <= 6; id++)
        {
            await bench.Cluster.InsertAsync(id);
            await bench.Cluster.SwitchAsync();
            await bench.Cluster.ExecuteAsync("CHECKPOINT");
        }

        await bench.RestartAsync();
        await Until.TrueAsync(() => bench.Stream!.State.Loss?.Contains("take a new base backup now", StringComparison.Ordinal) == true); // before, that it is being found out
        await bench.Cluster.InsertAsync(7);
        await bench.CoveredAsync();
        await bench.TakeBaseAsync();
        await bench.StopAsync();

        var report = WalContinuity.Examine((await bench.ArchiveAsync()).Records, [.. bench.Bases.Select(taken => BasePoint.Of(taken.Manifest)!)]);
        Assert.True(report.Windows[0].EndsAtGap);
        Assert.True(report.Windows[0].Holds(before));
        Assert.False(report.Windows[^1].EndsAtGap);
        Assert.Equal(bench.Bases[^1].Manifest.BackupId, RecoveryChoice.Choose(report, until: null).Base.BackupId);
    }

    [Fact]
    public async Task A_slot_that_holds_a_place_that_is_gone_is_made_anew_and_reception_goes_on()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        await bench.Cluster.InsertAsync(1);
        await bench.CoveredAsync();
        await bench.StopAsync();
        await bench.Cluster.SwitchAsync();
        await bench.Cluster.InsertAsync(2);
        await bench.Cluster.SwitchAsync();
        await bench.Cluster.ExecuteAsync("CHECKPOINT");
        var held = Lsn.Parse((string)(await bench.Cluster.ScalarAsync("SELECT restart_lsn::text FROM pg_replication_slots WHERE slot_name = 'drconsole'"))!);
        File.Delete(Path.Combine(bench.Cluster.Data, "pg_wal", WalName.Of(1, held, 16 * 1024 * 1024).File(16 * 1024 * 1024)));

        await bench.RestartAsync();
        await Until.TrueAsync(() => bench.Stream!.State.Loss?.Contains("take a new base backup now", StringComparison.Ordinal) == true);
        await bench.Cluster.InsertAsync(3);
        await bench.CoveredAsync();

        Assert.NotEqual("reserved", (string?)await bench.Cluster.ScalarAsync($"SELECT wal_status FROM pg_replication_slots WHERE slot_name = 'drconsole' AND restart_lsn <= '{held}'"));
    }

    [Fact]
    public async Task Another_cluster_at_the_address_is_refused()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        await bench.StopAsync();
        await bench.Cluster.DisposeAsync();
        bench.Cluster = await WalCluster.CreateAsync();
        var before = (await bench.ArchiveAsync()).Records.Count;

        await using var stream = new WalFlow(bench.Request(), TimeProvider.System);
        await stream.LookAsync(Ct);

        Assert.Contains("another cluster", stream.State.ServerFault);
        Assert.False(stream.State.IsCluster);
        Assert.Equal(before, (await bench.ArchiveAsync()).Records.Count);
    }

    [Fact]
    public async Task What_a_role_or_server_lacks_is_named_with_the_SQL_that_cures_it()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.Cluster.ExecuteAsync("CREATE ROLE weak LOGIN");
        var link = new DrConsole.Backups.Sources.Postgres.PostgresLink(bench.Cluster.Socket, 5432, "weak", "prefer", null);

        var refusal = await Attempt.Async(() => PhysicalChecks.LookAsync(link, "drconsole", Ct));

        Assert.Contains("ALTER ROLE \"weak\" REPLICATION;", refusal!.Message);
    }

    [Fact]
    public async Task A_store_that_is_away_gets_everything_when_it_is_back_and_nothing_is_deleted_before()
    {
        await using var bench = await WalBench.CreateAsync();
        var far = bench.StoreFolder("far");
        await bench.StartAsync();
        Directory.Move(far, far + ".away");
        await File.WriteAllTextAsync(far, "no directory", Ct);
        await bench.Cluster.InsertAsync(1);
        await bench.Cluster.SwitchAsync();
        await bench.Cluster.InsertAsync(2);
        await Until.TrueAsync(() => bench.Stream!.State is { StoreFaults.Count: 1, Pending: > 0 });

        File.Delete(far);
        Directory.Move(far + ".away", far);
        await bench.CoveredAsync();

        Assert.Empty(bench.Stream!.State.StoreFaults);
        Assert.Single(WalContinuity.Examine((await bench.ArchiveAsync("far")).Records, []).Stretches);
    }

    [Fact]
    public async Task A_store_that_is_always_one_copy_behind_counts_as_far_as_its_copy_reaches()
    {
        await using var bench = await WalBench.CreateAsync();
        var told = new ConcurrentQueue<(DateTimeOffset CoversUntil, int Stores)>();
        var slow = new OneBehindStore(bench.Stores[1].Store, bench.Near);
        await bench.StartAsync(bench.Request() with
        {
            Destinations = [bench.Stores[0], bench.Stores[1] with { Store = slow }],
            OnShippedAsync = (record, stores, _) =>
            {
                told.Enqueue((record.CoversUntil, stores.Count));
                return Task.CompletedTask;
            },
        });

        await bench.Cluster.InsertAsync(1);
        await bench.CoveredAsync();

        Assert.Contains(told, piece => piece.CoversUntil >= bench.Stream!.State.CoversUntil && piece.Stores > 0);
        Assert.Contains(told, piece => piece.Stores == 2); // what arrived late is told too
    }

    [Fact]
    public async Task Shipping_that_is_cut_off_at_any_call_goes_on_with_the_next_process_and_leaves_no_hole()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        await bench.StopAsync();

        for (var call = 1; call <= 7; call++)
        {
            var cut = new CuttingStore(bench.Near, call);
            await using (var stream = new WalFlow(bench.Request() with { Destinations = [bench.Stores[0] with { Store = cut }] }, TimeProvider.System))
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
                var running = stream.RunAsync(stop.Token);
                await bench.Cluster.InsertAsync(call);
                await bench.Cluster.SwitchAsync();
                await Until.TrueAsync(() => cut.HasCut);
                await stop.CancelAsync();
                await running;
            }
        }

        await bench.RestartAsync();
        await bench.CoveredAsync();

        foreach (var store in (string[])["near", "far"])
        {
            var archive = await bench.ArchiveAsync(store);
            Assert.Empty(archive.Faults);
        }

        Assert.Single(WalContinuity.Examine((await bench.ArchiveAsync()).Records, []).Stretches);
    }
}
