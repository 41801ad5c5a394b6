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

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2 * 2);
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
}
