using DrConsole.Access;
using DrConsole.Backups.Restoring;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using DrConsole.Verification;

namespace DrConsole.Tests.Backups.Restoring;

public sealed class RestoreRunnerTests(PostgresServer postgres, OrdersServer orders) : IClassFixture<OrdersServer>, IAsyncLifetime
{
    private static int s_targets;
    private readonly OwnPostgres _server = orders.Server;
    private readonly string _database = $"restored_{Interlocked.Increment(ref s_targets)}";
    private RestoreBench _bench = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PostgresTarget Target => new(_server.Host, 5432, PostgresServer.OwnerRole, _database);

    public async ValueTask InitializeAsync() => _bench = await RestoreBench.CreateAsync(postgres, _server);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_restore_gives_exactly_what_was_backed_up_measures_its_parts_and_proves_the_copy()
    {
        var restore = await _bench.RequestAsync(Target);

        var report = await RunAsync(restore);

        Assert.True(report.State is RestoreState.Succeeded, report.Fault);
        Assert.Equal(500L, await _server.ScalarAsync(_database, "SELECT count(*) FROM orders"));
        Assert.Contains("exactly as they were", report.Outcome, StringComparison.Ordinal);
        Assert.Equal(["check the target", "compare"], report.Steps.Select(step => step.Name).Where(name => !name.StartsWith("fetch", StringComparison.Ordinal)));
        Assert.All(report.Steps, step => Assert.True(step.Seconds >= 0));
        Assert.Contains("Reading the copy in store 0", report.Log, StringComparison.Ordinal);
        Assert.False(report.MustNotBeUsed);
        Assert.Equal(VerificationLevel.Content, await _bench.Desk.Console.ReadAsync(async db => (await db.BackupCopies.FindAsync([_bench.BackupId, _bench.Stores[0]], Ct))!.VerifiedLevel));
        Assert.False(await _bench.Runner.RunNextAsync(Ct)); // once
    }

    [Fact]
    public async Task Neither_password_nor_identity_is_left_anywhere_in_the_database()
    {
        await RunAsync(await _bench.RequestAsync(Target));

        var all = await _bench.Desk.Keys.WholeDatabaseAsync();
        Assert.DoesNotContain("swordfish-42", all, StringComparison.Ordinal);
        Assert.DoesNotContain("AGE-SECRET-KEY", all, StringComparison.Ordinal);
        Assert.Equal(0L, await _bench.Desk.Console.Database.ScalarAsOwnerAsync("SELECT count(*) FROM restore WHERE sealed_password IS NOT NULL"));
    }

    [Fact]
    public async Task A_backup_is_restored_after_its_key_was_rotated_twice()
    {
        await _bench.Desk.Keys.Keys.RotateAsync(_bench.Desk.Console.Admin, TestConsole.NewId(), "customer data", Ct);
        await _bench.Desk.Keys.Keys.RotateAsync(_bench.Desk.Console.Admin, TestConsole.NewId(), "customer data", Ct);

        Assert.Equal(RestoreState.Succeeded, (await RunAsync(await _bench.RequestAsync(Target))).State);
    }

    [Theory]
    [InlineData("manifest.json", "was changed")]
    [InlineData(null, "has gone")]
    public async Task A_copy_that_is_not_what_was_signed_is_passed_over_for_the_next(string? spoiled, string what)
    {
        if (spoiled is null)
        {
            Directory.Delete(_bench.PathOf(0), recursive: true);
        }
        else
        {
            var file = Path.Combine(_bench.PathOf(0), spoiled);
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Ct)).Replace("orders", "0rders", StringComparison.Ordinal), Ct);
        }

        var report = await RunAsync(await _bench.RequestAsync(Target));

        Assert.True(report.State is RestoreState.Succeeded, $"The first copy {what}: {report.Fault}");
        Assert.Equal(("store 1", true), (report.StoreName, report.Log.Contains("The copy in store 0 cannot be read", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_flipped_byte_fails_the_restore_loudly_and_the_target_must_not_be_used()
    {
        await FlipByteAsync(0);
        await FlipByteAsync(1);

        var report = await RunAsync(await _bench.RequestAsync(Target));

        Assert.Equal((RestoreState.Failed, true), (report.State, report.MustNotBeUsed));
        Assert.Contains($"{Target.Identity} must not be used", report.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_is_not_empty_is_refused_and_called_untouched()
    {
        await _server.CreateAsync(_database, "CREATE TABLE theirs (it int)");

        var report = await RunAsync(await _bench.RequestAsync(Target));

        Assert.Equal((RestoreState.Refused, false), (report.State, report.MustNotBeUsed));
        Assert.Contains("Nothing was changed", report.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approved_overwrite_replaces_what_was_there()
    {
        await _server.CreateAsync(_database, "CREATE TABLE theirs (it int)");
        var restore = await _bench.RequestAsync(Target with { Overwrite = true });
        Assert.False(await _bench.Runner.RunNextAsync(Ct)); // nobody approved it yet

        await _bench.Desk.ApproveAsync(restore);

        var report = await RunAsync(restore);
        Assert.True(report.State is RestoreState.Succeeded, report.Fault);
        Assert.Equal(DBNull.Value, await _server.ScalarAsync(_database, "SELECT to_regclass('theirs')::text"));
    }

    [Fact]
    public async Task An_approval_that_was_not_used_in_15_minutes_is_worth_nothing()
    {
        var restore = await ProposeApprovedAsync();
        _bench.Desk.Time.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));

        Assert.False(await _bench.Runner.RunNextAsync(Ct));

        await AssertNeverBegunAsync(restore, "in time");
    }

    [Fact]
    public async Task What_was_changed_in_the_database_after_the_approval_is_not_restored()
    {
        var restore = await ProposeApprovedAsync();
        await _bench.Desk.Console.Database.ExecuteAsOwnerAsync($$"""UPDATE restore SET target = target || '{"database": "orders"}' WHERE id = '{{restore}}'""");

        Assert.False(await _bench.Runner.RunNextAsync(Ct));

        await AssertNeverBegunAsync(restore, "not what was asked for");
        Assert.Equal(500L, await _server.ScalarAsync("orders", "SELECT count(*) FROM orders"));
    }

    [Theory]
    [InlineData(Role.Commander, "asked for it")]
    [InlineData(Role.Manager, "approved it")]
    public async Task When_one_of_the_two_is_locked_out_before_it_begins_nothing_is_restored(string role, string what)
    {
        var restore = await ProposeApprovedAsync();
        var person = role == Role.Commander ? _bench.Desk.Console.Commander : _bench.Desk.Console.Manager;
        await _bench.Desk.Console.AccessDesk.SetDisabledAsync(_bench.Desk.Console.Admin, TestConsole.NewId(), person.Id, true, Ct);

        Assert.False(await _bench.Runner.RunNextAsync(Ct));

        await AssertNeverBegunAsync(restore, what);
    }

    [Fact]
    public async Task Two_runners_carry_out_one_restore_once()
    {
        var restore = await _bench.RequestAsync(Target);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _bench.Runner.RunNextAsync(Ct)));

        Assert.Equal(RestoreState.Succeeded, (await _bench.Desk.ReadAsync(restore)).State);
        Assert.Equal(1L, await _bench.Desk.Console.Database.ScalarAsOwnerAsync("SELECT count(*) FROM audit_entry WHERE action = 'backups.restore.started'"));
    }

    [Fact]
    public async Task A_restore_whose_process_died_is_called_interrupted_and_its_target_unusable()
    {
        var restore = await _bench.RequestAsync(Target);
        await _bench.Desk.Console.Database.ExecuteAsOwnerAsync(
            $"UPDATE restore SET state = 'Running', started_at = now(), fence = 1, lease_owner = 'a dead node', lease_until = clock_timestamp() - interval '1 second' WHERE id = '{restore}'");

        Assert.False(await _bench.Runner.RunNextAsync(Ct));

        var report = await _bench.Desk.ReadAsync(restore);
        Assert.Equal((RestoreState.Interrupted, true), (report.State, report.MustNotBeUsed));
        Assert.Contains("must not be used", report.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_a_running_restore_to_stop_stops_it()
    {
        var restore = await _bench.RequestAsync(Target);
        var ledger = _bench.Desk.Console.Get<RestoreLedger>();
        var lease = (await ledger.TakeAsync(Ct))!;
        await _bench.Desk.Commands.CancelAsync(_bench.Desk.Console.Commander, TestConsole.NewId(), restore, Ct);

        await using var board = new RestoreProgressBoard(ledger, lease, _bench.Desk.Time, Ct);

        await Until.TrueAsync(() => board.Token.IsCancellationRequested);
        Assert.True(board.IsCancelled);
    }

    [Fact]
    public async Task Who_lost_the_lease_writes_nothing_more()
    {
        var restore = await _bench.RequestAsync(Target);
        var ledger = _bench.Desk.Console.Get<RestoreLedger>();
        var lease = (await ledger.TakeAsync(Ct))!;
        await _bench.Desk.Console.Database.ExecuteAsOwnerAsync("UPDATE restore SET fence = fence + 1, lease_owner = 'another node'");

        await Assert.ThrowsAsync<LeaseLostException>(() => ledger.ReportAsync(lease, "late", 1, null, "late\n", Ct));
        await Assert.ThrowsAsync<LeaseLostException>(() => ledger.FinishAsync(lease, new(RestoreState.Succeeded, null), Ct));
        Assert.Equal(RestoreState.Running, (await _bench.Desk.ReadAsync(restore)).State);
    }

    [Fact]
    public async Task A_restore_in_an_incident_stands_in_its_timeline_from_the_question_to_the_end()
    {
        var incident = await _bench.Desk.Console.DeclareAsync();
        await RunAsync(await _bench.RequestAsync(Target, incident));

        var texts = (await _bench.Desk.Console.Incidents.TimelineAsync(incident, null, null, 10, Ct)).Select(entry => entry.Text).ToList();
        Assert.Equal([$"Restored into {Target.Identity}", $"Restoring into {Target.Identity}", $"Asked for a restore into {Target.Identity}"], texts.Take(3));
    }

    private async Task<Guid> ProposeApprovedAsync()
    {
        var restore = await _bench.RequestAsync(Target with { Overwrite = true });
        await _bench.Desk.ApproveAsync(restore);
        return restore;
    }

    private async Task<RestoreReport> RunAsync(Guid restore)
    {
        Assert.True(await _bench.Runner.RunNextAsync(Ct));
        return await _bench.Desk.ReadAsync(restore);
    }

    private async Task AssertNeverBegunAsync(Guid restore, string because)
    {
        var report = await _bench.Desk.ReadAsync(restore);
        Assert.Equal((RestoreState.Refused, false), (report.State, report.MustNotBeUsed));
        Assert.Contains(because, report.Fault, StringComparison.Ordinal);
        Assert.Equal(0L, await _server.ScalarAsync("postgres", $"SELECT count(*) FROM pg_database WHERE datname = '{_database}'"));
    }

    private async Task FlipByteAsync(int store)
    {
        var slice = Directory.EnumerateFiles(_bench.PathOf(store), "orders*.age.0000").First();
        var bytes = await File.ReadAllBytesAsync(slice, Ct);
        bytes[^100] ^= 1;
        await File.WriteAllBytesAsync(slice, bytes, Ct);
    }
}
