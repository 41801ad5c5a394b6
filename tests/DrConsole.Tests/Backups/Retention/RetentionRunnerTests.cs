using DrConsole.Alarms;
using DrConsole.Backups;
using DrConsole.Backups.Retention;
using DrConsole.Backups.Runs;
using DrConsole.Incidents;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Backups.Retention;

public sealed class RetentionRunnerTests(PostgresServer postgres) : IAsyncLifetime
{
    private ShelfConsole _shelf = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RetentionRunner Runner => _shelf.Console.Get<RetentionRunner>();

    public async ValueTask InitializeAsync() => _shelf = await ShelfConsole.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _shelf.DisposeAsync();

    [Fact]
    public async Task An_old_backup_is_marked_then_deleted_after_its_grace_with_a_receipt_in_the_store_and_in_the_database()
    {
        var old = await _shelf.TakeAsync(daysAgo: 2);
        var newest = await _shelf.TakeAsync(daysAgo: 1);

        var marking = await RunAsync();

        Assert.Equal([RetentionAct.Mark, RetentionAct.Mark], marking.Done.Select(done => done.Act));
        Assert.NotEmpty(_shelf.FolderOf(old, "near"));
        Assert.True(File.Exists(Path.Combine(_shelf.PathOf("near"), "drc/v1/t/orders", $"{old:N}.json")));
        await _shelf.EndGraceAsync();

        var deleting = await RunAsync();

        Assert.Equal([RetentionAct.Delete, RetentionAct.Delete], deleting.Done.Select(done => done.Act));
        Assert.Empty(_shelf.FolderOf(old, "near"));
        Assert.Empty(_shelf.FolderOf(old, "far"));
        Assert.NotEmpty(_shelf.FolderOf(newest, "near"));
        Assert.False(File.Exists(Path.Combine(_shelf.PathOf("near"), "drc/v1/t/orders", $"{old:N}.json")));
        Assert.Contains(newest.ToString(), await File.ReadAllTextAsync(Path.Combine(_shelf.PathOf("near"), "drc/v1/d/orders", $"{old:N}.json"), Ct), StringComparison.Ordinal);
        var receipts = await _shelf.Console.ReadAsync(db => db.DeletionReceipts.ToListAsync(Ct));
        Assert.All(receipts, receipt => Assert.Equal((old, newest), (receipt.BackupId, Assert.Single(receipt.Survivors))));
        Assert.NotNull(await _shelf.Console.ReadAsync(db => db.Backups.Where(backup => backup.Id == old).Select(backup => backup.RemovedAt).SingleAsync(Ct)));
        Assert.Equal(2, await _shelf.Console.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "backup.copy.deleted", Ct)));
    }

    [Theory]
    [InlineData("""[{"kind":"aKindOfLater"}]""", "cannot be read by this version")]
    [InlineData("""{"rules": 1}""", "cannot be read by this version")]
    public async Task Rules_that_cannot_be_read_remove_nothing_raise_an_alarm_and_do_not_stop_the_next_policy(string rules, string said)
    {
        var old = await _shelf.TakeAsync(daysAgo: 2);
        await _shelf.TakeAsync(daysAgo: 1);
        var broken = await _shelf.Seed.PolicyAsync("a broken one", policy => policy.Retention = rules);
        await _shelf.Console.Database.ExecuteAsOwnerAsync($"UPDATE backup_policy SET id = '00000000-0000-0000-0000-000000000001' WHERE id = '{broken}'"); // the first in turn

        await Runner.RunAllAsync(Ct);

        var alarm = Assert.Single(await _shelf.Console.Get<IAlarmQueries>().OpenAsync(Ct));
        Assert.Equal((AlarmKind.RetentionStopped, "00000000-0000-0000-0000-000000000001"), (alarm.Kind, alarm.Subject));
        Assert.Contains(said, alarm.Text, StringComparison.Ordinal);
        Assert.NotNull((await _shelf.CopyAsync(old, _shelf.Near)).TombstonedAt);
    }

    [Fact]
    public async Task A_preview_changes_nothing()
    {
        var old = await _shelf.TakeAsync(daysAgo: 2);
        await _shelf.TakeAsync(daysAgo: 1);

        var preview = await _shelf.Console.Get<IRetentionQueries>().PreviewAsync(_shelf.Policy, Ct);

        Assert.Equal(2, preview!.Plan.Wanting(RetentionAct.Mark).Count());
        Assert.Equal("near", preview.Stores[_shelf.Near]);
        Assert.Null((await _shelf.CopyAsync(old, _shelf.Near)).TombstonedAt);
        Assert.False(Directory.Exists(Path.Combine(_shelf.PathOf("near"), "drc/v1/t")));
    }

    [Fact]
    public async Task Nothing_goes_when_the_survivor_is_not_whole_in_that_store_any_more()
    {
        var (old, newest) = (await _shelf.TakeAsync(daysAgo: 2), await _shelf.TakeAsync(daysAgo: 1));
        await RunAsync();
        await _shelf.EndGraceAsync();
        File.Delete(Directory.GetFiles(_shelf.FolderOf(newest, "near"), "*.age.0000").Single());

        var outcome = await RunAsync();

        Assert.Contains("None of the newer proven backups", Assert.Single(outcome.Faults), StringComparison.Ordinal);
        Assert.NotEmpty(_shelf.FolderOf(old, "near"));
        Assert.Empty(_shelf.FolderOf(old, "far"));
        Assert.Contains("is whole in this store any more", await AlarmAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_goes_when_the_folder_holds_another_backup()
    {
        var (old, newest) = (await _shelf.TakeAsync(daysAgo: 2), await _shelf.TakeAsync(daysAgo: 1));
        await RunAsync();
        await _shelf.EndGraceAsync();
        foreach (var file in (string[])["manifest.json", "manifest.sig"])
        {
            File.Copy(Path.Combine(_shelf.FolderOf(newest, "near"), file), Path.Combine(_shelf.FolderOf(old, "near"), file), overwrite: true);
        }

        var outcome = await RunAsync();

        Assert.Contains("is not the backup that the console knows", Assert.Single(outcome.Faults), StringComparison.Ordinal);
        Assert.NotEmpty(_shelf.FolderOf(old, "near"));
    }

    [Fact]
    public async Task A_deletion_that_was_cut_short_between_store_and_database_is_made_good()
    {
        var (old, newest) = (await _shelf.TakeAsync(daysAgo: 2), await _shelf.TakeAsync(daysAgo: 1));
        await RunAsync();
        await _shelf.EndGraceAsync();
        await _shelf.RemoveFromNearAsync(old, newest); // and there the process died

        var outcome = await RunAsync();

        Assert.Empty(outcome.Faults);
        Assert.Equal(CopyState.Deleted, (await _shelf.CopyAsync(old, _shelf.Near)).State);
        Assert.NotEmpty(_shelf.FolderOf(newest, "near"));
    }

    [Fact]
    public async Task An_empty_newest_backup_never_costs_the_last_proven_one()
    {
        var proven = await _shelf.TakeAsync(daysAgo: 30);
        var broken = await _shelf.TakeAsync(daysAgo: 1, VerificationLevel.Exists, copy => (copy.State, copy.Fault) = (CopyState.Damaged, "0 bytes"));

        var outcome = await RunAsync();
        await _shelf.EndGraceAsync();
        await RunAsync();

        Assert.All(outcome.Plan.Copies.Where(copy => copy.BackupId == proven), copy => Assert.Equal(RetentionAct.Keep, copy.Act));
        Assert.NotEmpty(_shelf.FolderOf(proven, "near"));
        Assert.NotEmpty(_shelf.FolderOf(broken, "near"));
    }

    [Fact]
    public async Task While_runs_fail_nothing_goes_and_an_alarm_says_so_until_one_succeeds()
    {
        await _shelf.TakeAsync(daysAgo: 2);
        await _shelf.TakeAsync(daysAgo: 1);
        await _shelf.Seed.RunAsync(_shelf.Policy, TimeProvider.System.GetUtcNow().AddHours(-3), RunState.Failed);

        Assert.Empty((await RunAsync()).Done);
        Assert.Contains("The policy's runs have failed since", await AlarmAsync(), StringComparison.Ordinal);

        await _shelf.Seed.RunAsync(_shelf.Policy, TimeProvider.System.GetUtcNow().AddHours(-1), RunState.Succeeded);
        Assert.Equal(2, (await RunAsync()).Done.Count);
        Assert.Null(await AlarmAsync());
    }

    [Fact]
    public async Task A_real_incident_keeps_everything_lifts_marks_and_shows_as_a_hold_until_it_is_resolved()
    {
        var old = await _shelf.TakeAsync(daysAgo: 2);
        await _shelf.TakeAsync(daysAgo: 1);
        await RunAsync();
        var incident = await _shelf.Console.Desk.DeclareAsync(_shelf.Console.Commander, TestConsole.NewId(), new("Ledger lost", IncidentKind.Real, null, null, null), Ct);

        await Runner.RunAllAsync(Ct);

        Assert.Null((await _shelf.CopyAsync(old, _shelf.Near)).TombstonedAt);
        var hold = Assert.Single(await _shelf.Console.Get<IRetentionQueries>().HoldsAsync(Ct));
        Assert.Equal((incident, "Orders", null), (hold.IncidentId, hold.SystemName, hold.ReleasedAt));

        await _shelf.Console.Desk.ResolveAsync(_shelf.Console.Commander, TestConsole.NewId(), incident, "It was found.", "none", Ct);
        await Runner.RunAllAsync(Ct);

        Assert.NotNull((await _shelf.CopyAsync(old, _shelf.Near)).TombstonedAt);
        Assert.NotNull(Assert.Single(await _shelf.Console.Get<IRetentionQueries>().HoldsAsync(Ct)).ReleasedAt);
    }

    [Fact]
    public async Task A_drill_keeps_nothing()
    {
        await _shelf.TakeAsync(daysAgo: 2);
        await _shelf.TakeAsync(daysAgo: 1);
        await _shelf.Console.Desk.DeclareAsync(_shelf.Console.Commander, TestConsole.NewId(), new("Ledger lost", IncidentKind.Drill, null, null, null), Ct);

        Assert.Equal(2, (await RunAsync()).Done.Count);
    }

    [Fact]
    public async Task A_held_backup_stays_until_the_hold_is_released_for_a_reason()
    {
        var desk = _shelf.Console.Get<HoldCommands>();
        var old = await _shelf.TakeAsync(daysAgo: 2);
        await _shelf.TakeAsync(daysAgo: 1);

        var hold = await desk.HoldBackupAsync(_shelf.Console.Admin, TestConsole.NewId(), old, "tax audit", Ct);
        Assert.Empty((await RunAsync()).Done);
        Assert.Equal(2, hold.Remarks.Count);

        await desk.ReleaseAsync(_shelf.Console.Admin, TestConsole.NewId(), hold.Id, "the audit is over", Ct);
        Assert.Equal(2, (await RunAsync()).Done.Count);
        Assert.Equal("hold_released", (await Assert.ThrowsAsync<RefusedException>(() => desk.ReleaseAsync(_shelf.Console.Admin, TestConsole.NewId(), hold.Id, "again", Ct))).Code);
    }

    [Fact]
    public async Task Only_who_manages_backups_may_hold_and_release()
    {
        var old = await _shelf.TakeAsync(daysAgo: 2);

        await Assert.ThrowsAsync<NotPermittedException>(() => _shelf.Console.Get<HoldCommands>().HoldBackupAsync(_shelf.Console.Auditor, TestConsole.NewId(), old, "mine", Ct));
    }

    private async Task<RetentionOutcome> RunAsync() => (await Runner.RunAsync(_shelf.Policy, Ct))!;

    private Task<string?> AlarmAsync() => _shelf.Console.ReadAsync(db => db.Alarms
        .Where(alarm => alarm.Kind == AlarmKind.RetentionStopped && alarm.Subject == _shelf.Policy.ToString() && alarm.ClearedAt == null).Select(alarm => alarm.Text).SingleOrDefaultAsync(Ct));
}
