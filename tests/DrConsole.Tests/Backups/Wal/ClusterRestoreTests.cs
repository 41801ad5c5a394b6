using DrConsole.Backups.Format;
using DrConsole.Backups.Wal;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Wal;

public sealed class ClusterRestoreTests
{
    [Fact]
    public async Task An_instant_between_two_commits_gives_exactly_the_rows_committed_before_it()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        await bench.Cluster.InsertAsync(1);
        await bench.TakeBaseAsync();
        await bench.Cluster.InsertAsync(2);
        var instant = await bench.Cluster.InsertAndReadClockAsync(3);
        await bench.Cluster.InsertAsync(4);
        await bench.Cluster.SwitchAsync();
        await bench.Cluster.InsertAsync(5);
        await bench.CoveredAsync();

        var result = await bench.RestoreAsync("target", instant);

        Assert.True(result.LastCommitAt <= instant);
        Assert.Equal(2, result.Timeline);
        Assert.All((string[])["fetch and check the log", "fetch and unpack the base backup", "replay the log"], name => Assert.Contains(result.Steps, step => step.Name == name));
        Assert.Equal([1, 2, 3], await bench.IdsOfAsync("target"));
    }

    [Fact]
    public async Task The_end_of_the_log_gives_every_row()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        await bench.TakeBaseAsync();
        await bench.Cluster.InsertAsync(1);
        await bench.Cluster.SwitchAsync();
        await bench.Cluster.InsertAsync(2);
        await bench.CoveredAsync();
        await bench.StopAsync();

        var result = await bench.RestoreAsync("target");

        Assert.True(result.ReachedLsn >= WalContinuity.Examine((await bench.ArchiveAsync()).Records, []).Stretches[^1].CoversLsn);
        Assert.Equal([1, 2], await bench.IdsOfAsync("target"));
    }

    [Fact]
    public async Task An_instant_behind_the_last_commit_that_the_log_covers_is_recovered_too()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        await bench.TakeBaseAsync();
        var instant = await bench.Cluster.InsertAndReadClockAsync(1);
        await bench.CoveredAsync();

        await bench.RestoreAsync("target", instant);

        Assert.Equal([1], await bench.IdsOfAsync("target"));
    }

    [Fact]
    public async Task What_was_not_shipped_is_refused_and_nothing_is_written()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        var taken = await bench.TakeBaseAsync();

        var late = Assert.IsType<RefusedException>(await Attempt.Async(() => bench.RestoreAsync("late", taken.Manifest.ConsistentAt.AddHours(1))));
        var early = Assert.IsType<RefusedException>(await Attempt.Async(() => bench.RestoreAsync("early", taken.Manifest.ConsistentAt.AddSeconds(-1))));

        Assert.Equal("instant_not_recoverable", late.Code);
        Assert.Contains("behind the last write-ahead log", late.Message);
        Assert.Equal("instant_not_recoverable", early.Code);
        Assert.False(Directory.Exists(Path.Combine(bench.TargetFolder("late"), "data")));
    }

    [Fact]
    public async Task A_segment_that_is_missing_in_the_store_stops_what_lies_behind_it_and_nothing_else()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        await bench.TakeBaseAsync();
        var before = await bench.Cluster.InsertAndReadClockAsync(1);
        await bench.CoveredAsync(); // the instant must be covered by what lies before the segment that will be lost
        await bench.Cluster.SwitchAsync();
        await bench.Cluster.InsertAsync(2);
        var lost = WalName.Of(1, Lsn.Parse((string)(await bench.Cluster.ScalarAsync("SELECT pg_current_wal_lsn()::text"))!), 16 * 1024 * 1024).File(16 * 1024 * 1024);
        await bench.Cluster.SwitchAsync();
        var behind = await bench.Cluster.InsertAndReadClockAsync(3);
        await bench.CoveredAsync();
        await bench.StopAsync();
        Assert.NotEmpty(Delete(bench, lost));

        var refusal = Assert.IsType<RefusedException>(await Attempt.Async(() => bench.RestoreAsync("behind", behind)));
        var latest = Assert.IsType<RefusedException>(await Attempt.Async(() => bench.RestoreAsync("latest")));
        await bench.RestoreAsync("before", before);

        Assert.Contains(lost, refusal.Message);
        Assert.Equal("latest_behind_gap", latest.Code);
        Assert.Equal([1], await bench.IdsOfAsync("before"));
        var gap = Assert.Single(WalContinuity.Examine((await bench.ArchiveAsync()).Records, []).Gaps);
        Assert.Equal(lost, gap.FirstMissing);
        Assert.Equal(lost, gap.LastMissing);
    }

    [Fact]
    public async Task A_segment_that_was_tampered_with_is_refused_before_the_directory_exists()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        await bench.TakeBaseAsync();
        await bench.Cluster.InsertAsync(1);
        await bench.Cluster.SwitchAsync();
        await bench.CoveredAsync();
        await bench.StopAsync();
        var content = Files(bench).Where(path => path.EndsWith(".zst.age", StringComparison.Ordinal) && path.Contains("00000001/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Last();
        var bytes = await File.ReadAllBytesAsync(content, TestContext.Current.CancellationToken);
        bytes[^20] ^= 1;
        File.SetUnixFileMode(content, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllBytesAsync(content, bytes, TestContext.Current.CancellationToken);

        var failure = await Attempt.Async(() => bench.RestoreAsync("target"));

        Assert.Equal(StoreFault.Damaged, Assert.IsType<StoreException>(failure).Fault);
        Assert.Contains(Path.GetFileName(content), failure!.Message);
        Assert.False(Directory.Exists(Path.Combine(bench.TargetFolder("target"), "data")));
        Assert.False(Directory.Exists(Path.Combine(bench.TargetFolder("target"), "data.wal")));
    }

    [Fact]
    public async Task A_record_that_somebody_else_signed_does_not_count()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        await bench.TakeBaseAsync();
        await bench.StopAsync();

        var refusal = Assert.IsType<RefusedException>(await Attempt.Async(() => bench.RestoreAsync("target", change: request => request with { Trusted = TrustedKeys.None })));

        Assert.Contains("not among the trusted", refusal.Message);
    }

    [Fact]
    public async Task A_backup_without_a_stream_carries_its_own_log()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.Cluster.InsertAsync(1);
        var taken = await bench.TakeBaseAsync(progress: null);
        await bench.Cluster.InsertAsync(2);

        Assert.True(taken.Manifest.Facts.Wal!.HasOwnWal);
        await bench.RestoreAsync("target");

        Assert.Equal([1], await bench.IdsOfAsync("target"));
    }

    [Fact]
    public async Task A_base_backup_is_refused_while_nobody_receives_the_log()
    {
        await using var bench = await WalBench.CreateAsync();

        var refusal = await Attempt.Async(() => bench.TakeBaseAsync());

        Assert.Contains("is not being received", refusal!.Message);
    }

    [Fact]
    public async Task A_directory_that_holds_something_is_refused_and_stays_as_it_was()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.TakeBaseAsync(progress: null);
        var kept = Path.Combine(bench.TargetFolder("target"), "data", "kept");
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        await File.WriteAllTextAsync(kept, "mine", TestContext.Current.CancellationToken);

        var refusal = Assert.IsType<RefusedException>(await Attempt.Async(() => bench.RestoreAsync("target")));

        Assert.Equal("target_not_empty", refusal.Code);
        Assert.Equal(kept, Assert.Single(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(kept)!)));
    }

    [Fact]
    public async Task A_recovered_server_that_takes_the_old_ones_place_goes_on_in_the_same_log_and_both_sides_of_the_switch_can_be_recovered()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        await bench.TakeBaseAsync();
        var before = await bench.Cluster.InsertAndReadClockAsync(1);
        await bench.Cluster.InsertAsync(2);
        await bench.CoveredAsync();
        await bench.RestoreAsync("second", before);
        await bench.StopAsync();
        await bench.Cluster.StopAsync();

        var second = await WalCluster.OpenAsync(bench.TargetFolder("second"));
        await second.InsertAsync(3);
        await second.SwitchAsync();
        await second.InsertAsync(4);
        await bench.RestartAsync(second);
        await bench.CoveredAsync();
        await bench.StopAsync();

        var report = WalContinuity.Examine((await bench.ArchiveAsync()).Records, [BasePoint.Of(bench.Bases[0].Manifest)!]);
        Assert.Equal([1, 2], report.Windows.Select(window => window.Timeline).Order());
        await bench.RestoreAsync("old-way", change: request => request with { Timeline = 1 });
        await bench.RestoreAsync("new-way");
        Assert.Equal([1, 2], await bench.IdsOfAsync("old-way"));
        Assert.Equal([1, 3, 4], await bench.IdsOfAsync("new-way"));
    }

    private static IEnumerable<string> Files(WalBench bench) => Directory.EnumerateFiles(Path.Combine(bench.StoreFolder("near"), "drc/v1/w"), "*", SearchOption.AllDirectories);

    private static List<string> Delete(WalBench bench, string segment)
    {
        var files = Files(bench).Where(path => Path.GetFileName(path).StartsWith(segment, StringComparison.Ordinal)).ToList();
        files.ForEach(File.Delete);
        return files;
    }
}
