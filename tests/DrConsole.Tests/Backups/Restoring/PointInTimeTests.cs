using DrConsole.Backups;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Wal;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Backups.Wal;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Backups.Restoring;

/// <summary>A base backup and its log through the same request and runner as every other restore.</summary>
public sealed class PointInTimeTests(PostgresServer postgres) : IAsyncLifetime
{
    private PointInTimeBench _bench = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await PointInTimeBench.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task An_instant_between_two_commits_gives_exactly_the_first_and_the_end_of_the_log_gives_both()
    {
        var backup = await _bench.TakeBaseAsync();
        var between = await _bench.Wal.Cluster.InsertAndReadClockAsync(1);
        await _bench.Desk.Keys.Keys.RotateAsync(_bench.Desk.Console.Admin, TestConsole.NewId(), "customer data", Ct); // later log is encrypted for another key
        await _bench.Wal.Cluster.SwitchAsync();
        await _bench.Wal.Cluster.InsertAsync(2);
        await _bench.Wal.CoveredAsync();

        var first = await _bench.RunAsync(await _bench.RequestAsync(backup, _bench.Target("between", between)));
        var newest = await _bench.RunAsync(await _bench.RequestAsync(backup, _bench.Target("newest", null)));

        Assert.True(first.State is RestoreState.Succeeded, first.Fault);
        Assert.True(newest.State is RestoreState.Succeeded, newest.Fault);
        Assert.Equal([1], await _bench.Wal.IdsOfAsync("between"));
        Assert.Equal([1, 2], await _bench.Wal.IdsOfAsync("newest"));
        Assert.All((string[])["fetch and check the log", "fetch and unpack the base backup", "replay the log", "compare what was reached"], name => Assert.Contains(first.Steps, step => step.Name == name));
        Assert.True(first.Bytes > 20_000_000 && first.Bytes == first.ExpectedBytes, $"{first.Bytes} of {first.ExpectedBytes}");
        Assert.Contains("Reading the copy in near", first.Log, StringComparison.Ordinal);
        Assert.Contains("compared parts are exactly as they were", first.Outcome, StringComparison.Ordinal);
        Assert.Contains("The server is stopped", first.Outcome, StringComparison.Ordinal);
        Assert.False(first.MustNotBeUsed);
        Assert.Equal(VerificationLevel.Restored, (await CopyAsync(backup)).VerifiedLevel);
        Assert.NotNull((await CopyAsync(backup)).ProvenAt);
    }

    [Fact]
    public async Task A_target_beyond_a_gap_is_refused_with_the_gaps_bounds_before_anything_is_asked_or_written_and_one_before_it_is_recovered()
    {
        var backup = await _bench.TakeBaseAsync();
        var before = await _bench.Wal.Cluster.InsertAndReadClockAsync(1);
        await _bench.Wal.CoveredAsync();
        await _bench.Wal.Cluster.SwitchAsync();
        await _bench.Wal.Cluster.InsertAsync(2);
        var lost = await _bench.SegmentAsync();
        await _bench.Wal.Cluster.SwitchAsync();
        var behind = await _bench.Wal.Cluster.InsertAndReadClockAsync(3);
        await _bench.Wal.CoveredAsync();
        await _bench.Wal.StopAsync();
        await _bench.Desk.Console.Database.ExecuteAsOwnerAsync($"DELETE FROM wal_segment WHERE name LIKE '{lost}%'"); // it was never shipped

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => _bench.RequestAsync(backup, _bench.Target("behind", behind)));
        var newest = await Assert.ThrowsAsync<RefusedException>(() => _bench.RequestAsync(backup, _bench.Target("newest", null)));
        var later = await Assert.ThrowsAsync<RefusedException>(() => _bench.RequestAsync(backup, _bench.Target("later", behind.AddHours(1))));

        Assert.Equal(("instant_not_recoverable", "latest_behind_gap"), (refusal.Code, newest.Code));
        Assert.All([refusal, newest, later], said => Assert.Contains($"from segment {lost} to {lost}", said.Message, StringComparison.Ordinal));
        Assert.Contains($"{before.UtcDateTime:yyyy-MM-dd HH:mm}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, await _bench.Desk.Console.ReadAsync(db => db.Restores.CountAsync(Ct)));
        Assert.All((string[])["behind", "newest"], name => Assert.False(Directory.Exists(_bench.Target(name, null).Folder)));
        var reach = Assert.Single((await _bench.Desk.Queries.RestorableAsync(backup, Ct))!.Reaches);
        Assert.Equal((true, lost), (Assert.Single(reach.Report!.Windows).EndsAtGap, Assert.Single(reach.Report.Gaps).FirstMissing)); // what the wizard says

        var recovered = await _bench.RunAsync(await _bench.RequestAsync(backup, _bench.Target("before", before) with { Port = 54321 }));
        Assert.True(recovered.State is RestoreState.Succeeded, recovered.Fault);
        Assert.EndsWith("port = 54321\n", await File.ReadAllTextAsync(Path.Combine(_bench.Target("before", null).Folder, "postgresql.auto.conf"), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gap_that_only_the_store_knows_of_is_seen_by_the_look_at_the_target_and_by_the_restore_which_leaves_the_target_untouched()
    {
        var (backup, lost, behind) = await TakeAsync();
        Lose("near", lost);

        var target = _bench.Target("behind", behind);
        var seen = await Assert.ThrowsAsync<RefusedException>(() => _bench.Desk.Console.Get<RestorePreview>().CheckAsync(_bench.Desk.Console.Commander, backup, target, null, null, Ct));
        var report = await _bench.RunAsync(await _bench.RequestAsync(backup, target));

        Assert.Contains(lost, seen.Message, StringComparison.Ordinal);
        Assert.Equal((RestoreState.Refused, false), (report.State, report.MustNotBeUsed));
        Assert.Contains($"from segment {lost} to {lost}", report.Fault, StringComparison.Ordinal);
        Assert.False(Directory.Exists(target.Folder));
    }

    [Fact]
    public async Task Looking_at_the_target_reads_the_store_that_was_chosen_and_no_other()
    {
        var (backup, lost, behind) = await TakeAsync();
        await ChildProcess.ReadAsync(new("cp", ["-a", "--", $"{_bench.Wal.StoreFolder("near")}/.", _bench.Wal.StoreFolder("far")]), Ct);
        Lose("far", lost);

        var console = _bench.Desk.Console;
        var far = await console.Get<StoreCommands>().CreateAsync(console.Admin, TestConsole.NewId(), new("far", _bench.Wal.StoreFolder("far")), Ct);
        await console.Database.ExecuteAsOwnerAsync($"INSERT INTO backup_copy (backup_id, store_id, state, checked_at) VALUES ('{backup}', '{far}', 'Present', now())");
        var target = _bench.Target("chosen", behind);
        Task<TargetCheck> LookAsync(Guid? store) => console.Get<RestorePreview>().CheckAsync(console.Commander, backup, target, null, store, Ct);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => LookAsync(far));

        Assert.Contains("far:", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"from segment {lost} to {lost}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Read from near.", (await LookAsync(_bench.Store)).Remarks);
        Assert.Contains("Read from near.", (await LookAsync(null)).Remarks);
    }

    [Fact]
    public async Task Looking_at_the_target_says_what_it_becomes_and_refuses_a_directory_that_holds_something_and_a_port_that_is_taken()
    {
        var backup = await _bench.TakeBaseAsync();
        var preview = _bench.Desk.Console.Get<RestorePreview>();
        var target = _bench.Target("target", null);
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();

        var check = await preview.CheckAsync(_bench.Desk.Console.Commander, backup, target, null, null, Ct);
        var taken = await Assert.ThrowsAsync<RefusedException>(() => preview.CheckAsync(_bench.Desk.Console.Commander, backup, target with { Port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port }, null, null, Ct));
        Directory.CreateDirectory(Path.Combine(target.Folder, "theirs"));
        var full = await Assert.ThrowsAsync<RefusedException>(() => preview.CheckAsync(_bench.Desk.Console.Commander, backup, target, null, null, Ct));
        var report = await _bench.RunAsync(await _bench.RequestAsync(backup, target));

        Assert.Contains(target.Folder, check.Identity, StringComparison.Ordinal);
        Assert.Contains(check.Remarks, remark => remark.Contains("on timeline 1", StringComparison.Ordinal));
        Assert.Contains("Something listens on port", taken.Message, StringComparison.Ordinal);
        Assert.Contains("is not empty", full.Message, StringComparison.Ordinal);
        Assert.Equal((RestoreState.Refused, false), (report.State, report.MustNotBeUsed));
        Assert.Equal(Path.Combine(target.Folder, "theirs"), Assert.Single(Directory.EnumerateFileSystemEntries(target.Folder)));
    }

    [Fact]
    public async Task A_base_backup_that_is_damaged_ends_the_restore_as_failed_and_its_target_must_not_be_used()
    {
        var backup = await _bench.TakeBaseAsync();
        await _bench.Wal.CoveredAsync();
        var folder = await _bench.Desk.Console.ReadAsync(db => db.Backups.Where(row => row.Id == backup).Select(row => row.Folder).SingleAsync(Ct));
        var slice = Directory.GetFiles(Path.Combine(_bench.Wal.StoreFolder("near"), folder), "*.age.0000").Single();
        var bytes = await File.ReadAllBytesAsync(slice, Ct);
        bytes[^100] ^= 1;
        File.SetUnixFileMode(slice, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllBytesAsync(slice, bytes, Ct);
        var target = _bench.Target("target", null);

        var report = await _bench.RunAsync(await _bench.RequestAsync(backup, target));

        Assert.Equal((RestoreState.Failed, true), (report.State, report.MustNotBeUsed));
        Assert.Contains($"{target.Identity} must not be used", report.Fault, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(slice), report.Fault, StringComparison.Ordinal);
        Assert.False(Directory.Exists(target.Folder + ".wal"));
    }

    [Fact]
    public async Task A_recovery_that_somebody_stops_is_called_cancelled_and_leaves_no_log_beside_the_target()
    {
        var backup = await _bench.TakeBaseAsync();
        var target = _bench.Target("target", null);
        var restore = await _bench.RequestAsync(backup, target);
        await _bench.Desk.Console.Database.ExecuteAsOwnerAsync($"UPDATE restore SET cancel_requested_at = now() WHERE id = '{restore}'"); // seen at the first report

        var report = await _bench.RunAsync(restore);

        Assert.Equal(RestoreState.Cancelled, report.State);
        Assert.False(Directory.Exists(target.Folder + ".wal"));
        Assert.True(!Directory.Exists(target.Folder) || report.MustNotBeUsed, report.Fault);
    }

    private Task<BackupCopy> CopyAsync(Guid backup) => _bench.Desk.Console.ReadAsync(db => db.BackupCopies.AsNoTracking().SingleAsync(copy => copy.BackupId == backup && copy.StoreId == _bench.Store, Ct));

    /// <summary>A base backup, a segment after it, and an instant behind that segment; all of it is in the store.</summary>
    private async Task<(Guid Backup, string Segment, DateTimeOffset Behind)> TakeAsync()
    {
        var backup = await _bench.TakeBaseAsync();
        await _bench.Wal.Cluster.SwitchAsync();
        await _bench.Wal.Cluster.InsertAsync(1);
        var segment = await _bench.SegmentAsync();
        await _bench.Wal.Cluster.SwitchAsync();
        var behind = await _bench.Wal.Cluster.InsertAndReadClockAsync(2);
        await _bench.Wal.CoveredAsync();
        await _bench.Wal.StopAsync();
        return (backup, segment, behind);
    }

    private void Lose(string store, string segment)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(_bench.Wal.StoreFolder(store), "drc/v1/w"), $"{segment}*", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }
    }
}
