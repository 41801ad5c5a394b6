using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Database;

public sealed class AuditedChangesTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestConsole _console = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _console = await TestConsole.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task A_change_that_says_nothing_about_itself_is_not_saved()
    {
        var before = await EntriesAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _console.Changes.ApplyAsync(_console.Admin, TestConsole.NewId(), Right.ManageAccess, async change =>
        {
            (await change.Db.Users.FirstAsync(Ct)).DisplayName = "Somebody else";
            return true;
        }, Ct));

        Assert.DoesNotContain("Somebody else", await _console.ReadAsync(db => db.Users.Select(user => user.DisplayName).ToListAsync(Ct)));
        Assert.Equal(before, await EntriesAsync());
    }

    [Fact]
    public async Task The_same_command_twice_is_done_once_and_gives_the_first_result()
    {
        var (command, done) = (TestConsole.NewId(), 0);
        Task<int> Send() => _console.Changes.ApplyAsync(_console.Admin, command, Right.EditPlan, change =>
        {
            change.Record(AuditChain.Console, "test.done", new { });
            return Task.FromResult(++done);
        }, Ct);

        Assert.Equal((1, 1), (await Send(), await Send()));
        Assert.Equal(1, await _console.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "test.done", Ct)));
    }

    [Fact]
    public async Task The_same_command_from_two_places_at_once_is_done_once()
    {
        var command = TestConsole.NewId();
        Task<Guid> Send() => _console.Changes.ApplyAsync(_console.Admin, command, Right.EditPlan, change => Task.FromResult(change.Record(AuditChain.Console, "test.done", new { })), Ct);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Send()));

        Assert.Single(results.Distinct());
        Assert.Equal(1, await _console.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "test.done", Ct)));
    }

    [Fact]
    public async Task What_the_console_does_by_itself_is_tried_again_when_somebody_was_quicker_and_a_person_is_told()
    {
        var attempts = 0;
        Task<bool> Rename(Actor actor, string name, int overtakings) => _console.Changes.ApplyAsync(actor, TestConsole.NewId(), Right.RunBackup, async change =>
        {
            var user = await change.Db.Users.OrderBy(user => user.Id).FirstAsync(Ct);
            if (++attempts <= overtakings)
            {
                await _console.ReadAsync(db => db.Users.Where(other => other.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(other => other.DisplayName, $"Quicker {attempts}"), Ct));
            }

            user.DisplayName = name;
            change.Record(AuditChain.Console, "test.renamed", new { });
            return true;
        }, Ct);

        Assert.True(await Rename(Actor.Engine, "By the engine", overtakings: 2));
        Assert.Equal((3, 1), (attempts, await _console.ReadAsync(db => db.Users.CountAsync(user => user.DisplayName == "By the engine", Ct))));
        Assert.Equal(1, await _console.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "test.renamed", Ct)));

        attempts = 0;
        await Assert.ThrowsAsync<StaleException>(() => Rename(_console.Admin, "By a person", overtakings: 1));
        Assert.Equal(1, attempts);

        attempts = 0;
        await Assert.ThrowsAsync<StaleException>(() => Rename(Actor.Engine, "In vain", overtakings: int.MaxValue));
        Assert.Equal(6, attempts);
    }

    [Fact]
    public async Task A_command_id_that_somebody_else_used_is_refused()
    {
        var command = TestConsole.NewId();
        Task<Guid> Send(Actor actor) => _console.Changes.ApplyAsync(actor, command, Right.DeclareIncident, change => Task.FromResult(change.Record(AuditChain.Console, "test.done", new { })), Ct);
        await Send(_console.Admin);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Send(_console.Responder));

        Assert.Equal("command_id_used", refusal.Code);
    }

    [Fact]
    public async Task A_failed_command_can_be_sent_again_with_its_id()
    {
        var (command, attempts) = (TestConsole.NewId(), 0);
        Task<int> Send() => _console.Changes.ApplyAsync(_console.Admin, command, Right.EditPlan, change =>
        {
            change.Record(AuditChain.Console, "test.done", new { });
            return ++attempts == 1 ? throw new RefusedException("not_yet", "Not yet.") : Task.FromResult(attempts);
        }, Ct);

        await Assert.ThrowsAsync<RefusedException>(Send);

        Assert.Equal(2, await Send());
    }

    [Fact]
    public async Task Whoever_lacks_the_right_is_refused_and_the_attempt_is_on_record()
    {
        await Assert.ThrowsAsync<NotPermittedException>(() => _console.Changes.ApplyAsync(_console.Responder, TestConsole.NewId(), Right.ManageAccess, Never, Ct));

        var denied = await _console.ReadAsync(db => db.AuditEntries.SingleAsync(entry => entry.Action == "access.denied", Ct));
        Assert.Equal(_console.Responder.Id, denied.ActorId);
        Assert.Equal("manageAccess", AuditBody.Read(denied.Body).Data.GetProperty("right").GetString());
    }

    [Fact]
    public async Task A_disabled_account_loses_its_rights_at_its_next_command()
    {
        await _console.AccessDesk.SetDisabledAsync(_console.Admin, TestConsole.NewId(), _console.Responder.Id, true, Ct);

        await Assert.ThrowsAsync<NotPermittedException>(() => _console.Changes.ApplyAsync(_console.Responder, TestConsole.NewId(), Right.RunIncident, Never, Ct));
    }

    [Fact]
    public async Task A_refused_change_wakes_nobody_and_a_saved_one_wakes_its_watchers()
    {
        var feed = _console.Get<LiveFeed>();
        var listener = _console.Get<LiveFeedListener>();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var listening = listener.RunAsync(stopping.Token);
        await Until.TrueAsync(() => listener.IsListening);
        await using var signals = feed.WatchAsync(new Topic("test"), Ct).GetAsyncEnumerator(Ct);
        Assert.True(await signals.MoveNextAsync()); // the signal at the start
        var next = signals.MoveNextAsync().AsTask();

        await Assert.ThrowsAsync<RefusedException>(() => SignalAsync(fail: true));
        await _console.Changes.NoteAsync(_console.Admin, "test.note", new { }, Ct);
        Assert.False(next.IsCompleted);
        await SignalAsync(fail: false);

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10), Ct));
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    private Task<bool> SignalAsync(bool fail) => _console.Changes.ApplyAsync(_console.Admin, TestConsole.NewId(), Right.EditPlan, change =>
    {
        change.Record(AuditChain.Console, "test.signal", new { });
        change.Signal(new Topic("test"));
        return fail ? throw new RefusedException("no", "No.") : Task.FromResult(true);
    }, Ct);

    private static Task<bool> Never(Change change) => throw new InvalidOperationException("The work must not start.");

    private Task<int> EntriesAsync() => _console.ReadAsync(db => db.AuditEntries.CountAsync(Ct));
}
