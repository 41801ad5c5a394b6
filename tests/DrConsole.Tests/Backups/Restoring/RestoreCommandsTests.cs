using DrConsole.Access;
using DrConsole.Backups.Restoring;
using DrConsole.Incidents;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Restoring;

public sealed class RestoreCommandsTests(PostgresServer postgres) : IAsyncLifetime
{
    private RestoreDesk _desk = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _desk = await RestoreDesk.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_restore_that_overwrites_nothing_may_start_at_once()
    {
        var restore = await _desk.ReadAsync(await _desk.RequestAsync(RestoreDesk.Empty()));

        Assert.Equal((RestoreState.Waiting, false, "db.example:5432/orders_restored"), (restore.State, restore.IsDestructive, restore.Target.Identity));
    }

    [Theory]
    [InlineData("")]
    [InlineData("orders_restored")]
    [InlineData("db.example:5432/ORDERS_RESTORED")]
    [InlineData("db.example:5432/orders")]
    public async Task A_target_that_was_not_typed_exactly_is_refused(string typed)
    {
        var wish = RestoreDesk.Wish(_desk.BackupId, RestoreDesk.Empty()) with { Confirm = typed };

        await RefusedAsync("confirmation_wrong", () => _desk.Commands.RequestAsync(_desk.Console.Commander, Id(), wish, Ct));
    }

    [Fact]
    public async Task The_same_command_twice_asks_once()
    {
        var (command, wish) = (Id(), RestoreDesk.Wish(_desk.BackupId, RestoreDesk.Empty()));

        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _desk.Commands.RequestAsync(_desk.Console.Commander, command, wish, Ct)));

        Assert.Single(ids.Distinct());
        Assert.Single(await _desk.Queries.ListAsync(null, 10, Ct));
    }

    [Fact]
    public async Task Of_parallel_requests_for_one_target_one_is_taken_and_the_others_are_told_by_whom()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Attempt.Async(() => _desk.RequestAsync(RestoreDesk.Empty()))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.OfType<RefusedException>(), refusal => Assert.Equal("restore_under_way", refusal.Code));
        Assert.Single(await _desk.Queries.ListAsync(null, 10, Ct));
    }

    [Fact]
    public async Task What_overwrites_waits_for_a_second_person_whose_approval_holds_15_minutes()
    {
        var restore = await _desk.RequestAsync(RestoreDesk.Overwriting());
        Assert.Equal(RestoreState.Proposed, (await _desk.ReadAsync(restore)).State);

        var until = await _desk.ApproveAsync(restore);

        var approved = await _desk.ReadAsync(restore);
        Assert.Equal((RestoreState.Waiting, _desk.Console.Manager.Name, _desk.Time.GetUtcNow().AddMinutes(15)), (approved.State, approved.ApprovedByName, until));
    }

    [Fact]
    public async Task The_second_person_proves_once_more_who_they_are()
    {
        var restore = await _desk.RequestAsync(RestoreDesk.Overwriting());
        var seen = (await _desk.ReadAsync(restore)).RequestSha256;

        await RefusedAsync("step_up_failed", () => _desk.Commands.ApproveAsync(_desk.Console.Manager, Id(), restore, seen, new("another password"), Ct));
        await RefusedAsync("step_up_failed", () => _desk.Commands.ApproveAsync(_desk.Console.Manager, Id(), restore, seen, password: null, Ct));

        Assert.Equal(RestoreState.Proposed, (await _desk.ReadAsync(restore)).State);
    }

    [Fact]
    public async Task Nobody_approves_their_own_request_not_even_through_a_token()
    {
        var restore = await _desk.RequestAsync(RestoreDesk.Overwriting(), _desk.Console.Admin);
        var (token, _) = await _desk.Console.AccessDesk.CreateTokenAsync(_desk.Console.Admin, Id(), "other clothes", Role.Commander, null, Ct);

        await RefusedAsync("second_person_needed", () => _desk.ApproveAsync(restore, _desk.Console.Admin));
        await RefusedAsync("second_person_needed", () => _desk.ApproveAsync(restore, new(ActorKind.Token, token, "other clothes")));
        Assert.Equal(RestoreState.Proposed, (await _desk.ReadAsync(restore)).State);
    }

    [Fact]
    public async Task The_database_itself_refuses_a_destructive_restore_without_a_second_person()
    {
        var restore = await _desk.RequestAsync(RestoreDesk.Overwriting());

        var failure = await Attempt.Async(() => _desk.Console.Database.ExecuteAsOwnerAsync($"UPDATE restore SET state = 'Waiting' WHERE id = '{restore}'"));

        Assert.Contains("restore_second_person", failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_of_something_else_than_what_was_seen_is_refused()
    {
        var restore = await _desk.RequestAsync(RestoreDesk.Overwriting());
        var seen = RestoreTargets.Sha256(_desk.BackupId, null, RestoreDesk.Empty());

        await RefusedAsync("request_changed", () => _desk.Commands.ApproveAsync(_desk.Console.Manager, Id(), restore, seen, KnownPassword.Right, Ct));
    }

    [Fact]
    public async Task A_request_hash_differs_by_backup_copy_target_and_option()
    {
        var target = RestoreDesk.Empty();
        string[] hashes =
        [
            RestoreTargets.Sha256(_desk.BackupId, null, target), RestoreTargets.Sha256(Id(), null, target), RestoreTargets.Sha256(_desk.BackupId, _desk.StoreId, target),
            RestoreTargets.Sha256(_desk.BackupId, null, target with { Host = "other" }), RestoreTargets.Sha256(_desk.BackupId, null, target with { Overwrite = true }),
            RestoreTargets.Sha256(_desk.BackupId, null, target with { Only = ["orders"] }), RestoreTargets.Sha256(_desk.BackupId, null, new FolderTarget("/a")),
            RestoreTargets.Sha256(_desk.BackupId, null, new PostgresClusterTarget("/a", null)),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct(StringComparer.Ordinal).Count());
        var stored = RestoreTargets.FromJson((await _desk.Console.ReadAsync(async db => (await db.Restores.FindAsync([await _desk.RequestAsync(target)], Ct))!)).Target);
        Assert.Equal(hashes[0], RestoreTargets.Sha256(_desk.BackupId, null, stored)); // jsonb reorders members; the hash must not care
    }

    [Fact]
    public async Task Of_parallel_approvals_one_counts()
    {
        var restore = await _desk.RequestAsync(RestoreDesk.Overwriting());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Attempt.Async(() => _desk.ApproveAsync(restore, i % 2 == 0 ? _desk.Console.Manager : _desk.Console.Admin))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.OfType<RefusedException>(), refusal => Assert.Equal("not_proposed", refusal.Code));
        Assert.Equal(1L, await _desk.Console.Database.ScalarAsOwnerAsync("SELECT count(*) FROM audit_entry WHERE action = 'backups.restore.approved'"));
    }

    [Fact]
    public async Task A_proposal_older_than_a_day_cannot_be_approved()
    {
        var restore = await _desk.RequestAsync(RestoreDesk.Overwriting());
        _desk.Time.Advance(TimeSpan.FromHours(25));

        await RefusedAsync("proposal_expired", () => _desk.ApproveAsync(restore));
    }

    [Fact]
    public async Task A_refused_request_stays_refused_with_its_reason_and_frees_the_target()
    {
        var restore = await _desk.RequestAsync(RestoreDesk.Overwriting());
        await RefusedAsync("reason_missing", () => _desk.Commands.RefuseAsync(_desk.Console.Manager, Id(), restore, " ", Ct));
        await _desk.Commands.RefuseAsync(_desk.Console.Manager, Id(), restore, "that is the live database", Ct);

        await RefusedAsync("not_proposed", () => _desk.ApproveAsync(restore));
        Assert.Contains("that is the live database", (await _desk.ReadAsync(restore)).Fault, StringComparison.Ordinal);
        await _desk.RequestAsync(RestoreDesk.Overwriting());
    }

    [Fact]
    public async Task Roles_decide_who_asks_and_who_approves()
    {
        await Assert.ThrowsAsync<NotPermittedException>(() => _desk.RequestAsync(RestoreDesk.Empty(), _desk.Console.Responder));
        await Assert.ThrowsAsync<NotPermittedException>(() => _desk.RequestAsync(RestoreDesk.Empty(), _desk.Console.Manager));
        var restore = await _desk.RequestAsync(RestoreDesk.Overwriting());

        await Assert.ThrowsAsync<NotPermittedException>(() => _desk.ApproveAsync(restore, _desk.Console.Responder));
        await Assert.ThrowsAsync<NotPermittedException>(() => _desk.Commands.CancelAsync(_desk.Console.Auditor, Id(), restore, Ct));
    }

    [Fact]
    public async Task A_disabled_account_is_refused_at_once()
    {
        var restore = await _desk.RequestAsync(RestoreDesk.Overwriting());
        await _desk.Console.AccessDesk.SetDisabledAsync(_desk.Console.Admin, Id(), _desk.Console.Manager.Id, true, Ct);
        await _desk.Console.AccessDesk.SetDisabledAsync(_desk.Console.Admin, Id(), _desk.Console.Commander.Id, true, Ct);

        await Assert.ThrowsAsync<NotPermittedException>(() => _desk.ApproveAsync(restore));
        await Assert.ThrowsAsync<NotPermittedException>(() => _desk.RequestAsync(RestoreDesk.Empty()));
    }

    [Fact]
    public async Task A_targets_password_is_sealed_and_gone_when_the_request_ends()
    {
        var wish = RestoreDesk.Wish(_desk.BackupId, RestoreDesk.Empty()) with { Password = new("swordfish-42") };
        var restore = await _desk.Commands.RequestAsync(_desk.Console.Commander, Id(), wish, Ct);
        Assert.DoesNotContain("swordfish-42", await _desk.Keys.WholeDatabaseAsync(), StringComparison.Ordinal);
        Assert.Contains("drc1.", await _desk.Keys.WholeDatabaseAsync(), StringComparison.Ordinal);

        await _desk.Commands.CancelAsync(_desk.Console.Commander, Id(), restore, Ct);

        Assert.DoesNotContain("drc1.", await _desk.Keys.WholeDatabaseAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mariadb", "postgres")]
    [InlineData("redis", "postgres")]
    [InlineData("postgres-physical", "postgres")]
    public async Task A_backup_is_restored_only_to_what_can_take_it(string kind, string target)
    {
        var backup = Id();
        await _desk.AddBackupAsync(backup, kind);

        var refusal = await RefusedAsync("target_invalid", () => _desk.Commands.RequestAsync(_desk.Console.Commander, Id(), RestoreDesk.Wish(backup, RestoreDesk.Empty()), Ct));
        Assert.Contains($"not to {target}", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("relative/path")]
    [InlineData("/")]
    [InlineData("/a/../etc")]
    [InlineData("")]
    public async Task A_folder_is_an_absolute_path_without_detours(string folder) =>
        await RefusedAsync("target_invalid", () => _desk.RequestAsync(new FolderTarget(folder)));

    [Theory]
    [InlineData("--host", 5432, "u", "d")]
    [InlineData("h", 0, "u", "d")]
    [InlineData("h", 5432, "", "d")]
    [InlineData("h", 5432, "u", "")]
    [InlineData("h\n", 5432, "u", "d")]
    [InlineData("h", 5432, "u", "a_name_of_a_database_that_is_longer_than_any_server_would_take_it")]
    public async Task A_server_that_cannot_be_is_refused_before_anything_is_asked(string host, int port, string user, string database) =>
        await RefusedAsync("target_invalid", () => _desk.RequestAsync(new PostgresTarget(host, port, user, database)));

    [Fact]
    public async Task A_backup_without_a_whole_copy_cannot_be_restored()
    {
        await _desk.Console.Database.ExecuteAsOwnerAsync("UPDATE backup_copy SET state = 'Damaged'");

        await RefusedAsync("no_copy", () => _desk.RequestAsync(RestoreDesk.Empty()));
    }

    [Fact]
    public async Task A_restore_in_an_incident_stands_in_its_timeline_in_words()
    {
        var incident = await _desk.Console.DeclareAsync();
        var wish = RestoreDesk.Wish(_desk.BackupId, RestoreDesk.Overwriting()) with { IncidentId = incident };
        var restore = await _desk.Commands.RequestAsync(_desk.Console.Commander, Id(), wish, Ct);
        await _desk.ApproveAsync(restore);

        var timeline = await _desk.Console.Incidents.TimelineAsync(incident, null, null, 10, Ct);
        Assert.Equal(["Approved the restore into db.example:5432/orders", "Proposed a restore into db.example:5432/orders"], timeline.Take(2).Select(entry => entry.Text));
    }

    [Fact]
    public async Task No_restore_is_begun_for_a_resolved_incident()
    {
        var incident = await _desk.Console.Desk.DeclareAsync(_desk.Console.Commander, Id(), new("Ledger lost", IncidentKind.Drill, null, null, null), Ct);
        await _desk.Console.Desk.ResolveAsync(_desk.Console.Commander, Id(), incident, "restored", "none", Ct);
        var wish = RestoreDesk.Wish(_desk.BackupId, RestoreDesk.Empty()) with { IncidentId = incident };

        await RefusedAsync("incident_resolved", () => _desk.Commands.RequestAsync(_desk.Console.Commander, Id(), wish, Ct));
    }

    private static Guid Id() => TestConsole.NewId();

    private static async Task<RefusedException> RefusedAsync(string code, Func<Task> work)
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(work);
        Assert.Equal(code, refusal.Code);
        return refusal;
    }
}
