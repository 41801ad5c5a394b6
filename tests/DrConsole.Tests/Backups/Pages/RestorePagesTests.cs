using DrConsole.Backups.Restoring;
using DrConsole.Web.Backups.Restores;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Pages;

public sealed class RestorePagesTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 10, 2, 0, 0, TimeSpan.Zero);

    private static readonly RestoreReport Waiting = new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "orders", "postgres", At, null, null, new PostgresTarget("db.example", 5432, "restorer", "orders_again"), false, new string('a', 64), null, null,
        RestoreState.Waiting, Guid.CreateVersion7(), "The commander", At, null, null, null, null, null, null, 0, null, null, [], null, null, "");

    [Fact]
    public async Task A_failing_read_of_restores_never_looks_as_if_nothing_had_been_restored()
    {
        var page = await ListAsync(static () => throw new TimeoutException());

        Assert.Contains("Try again", page);
        Assert.DoesNotContain("Nothing was restored yet", page);
        Assert.DoesNotContain("There is no such restore", await CorePages.RenderAsync<RestorePage>(services => services.AddSingleton<IRestoreQueries>(new FakeRestores(static () => throw new TimeoutException())), true, ("RestoreId", Waiting.Id)));
    }

    [Fact]
    public async Task The_list_has_each_restore_with_its_state_and_time()
    {
        Assert.Contains("Nothing was restored yet", await ListAsync(static () => []));

        var page = await ListAsync(() => [Row(RestoreState.Succeeded) with { StartedAt = At, EndedAt = At.AddMinutes(5) }, Row(RestoreState.Proposed)]);

        Assert.Contains("db.example:5432/orders_again", page);
        Assert.Contains("Restored", page);
        Assert.Contains("5 min", page);
        Assert.Contains("Waits for a second person", page);
    }

    [Fact]
    public async Task A_proposal_waits_for_a_second_person_who_types_what_is_dropped_and_others_are_told_whom_to_ask()
    {
        var proposed = Waiting with { State = RestoreState.Proposed, IsDestructive = true, Target = new PostgresTarget("db.example", 5432, "restorer", "orders") { Overwrite = true } };

        var page = await RestoreAsync(proposed);
        var reader = await RestoreAsync(proposed, mayAll: false);

        Assert.Contains("The commander wants to drop what is in", page);
        Assert.Contains("Type <code>db.example:5432/orders</code> to confirm", page);
        Assert.Contains("Refuse", page);
        Assert.Contains("is dropped", page);
        Assert.Contains("Tell a commander, a manager or an administrator.", reader);
        Assert.DoesNotContain("<button", reader);
        Assert.DoesNotContain("<form", reader);
    }

    [Fact]
    public async Task A_restore_that_runs_shows_its_share_and_can_be_cancelled_once()
    {
        var running = Waiting with { State = RestoreState.Running, StartedAt = At, Stage = "orders.pgdump", Bytes = 250_000_000, ExpectedBytes = 1_000_000_000, Log = "12:00 Restoring orders.pgdump" };

        var page = await RestoreAsync(running);

        Assert.Contains("value=\"25\"", page);
        Assert.Contains("250 MB of 1 GB", page);
        Assert.Contains("12:00 Restoring orders.pgdump", page);
        Assert.Contains("Cancel restore", page);
        Assert.DoesNotContain("must not be used.</strong>", page);
        Assert.DoesNotContain("Cancel restore", await RestoreAsync(running with { CancelRequestedAt = At }));
        Assert.DoesNotContain("Cancel restore", await RestoreAsync(running, mayAll: false));
    }

    [Theory]
    [InlineData(RestoreState.Failed)]
    [InlineData(RestoreState.Interrupted)]
    [InlineData(RestoreState.Cancelled)]
    public async Task What_was_begun_and_did_not_end_well_is_called_unusable(RestoreState state)
    {
        var page = await RestoreAsync(Waiting with { State = state, StartedAt = At, EndedAt = At.AddMinutes(1), Fault = "pg_restore ended with code 1." });

        Assert.Contains("db.example:5432/orders_again must not be used.", page);
        Assert.Contains("pg_restore ended with code 1.", page);
        Assert.DoesNotContain("Cancel restore", page);
    }

    [Fact]
    public async Task A_refused_proposal_touched_nothing_and_says_why()
    {
        var page = await RestoreAsync(Waiting with { State = RestoreState.Refused, Fault = "The manager refused it: wrong database." });

        Assert.Contains("wrong database", page);
        Assert.DoesNotContain("must not be used", page);
    }

    [Fact]
    public async Task A_restore_that_ended_shows_its_comparison_and_the_measured_parts()
    {
        var page = await RestoreAsync(Waiting with
        {
            State = RestoreState.Succeeded, StartedAt = At, EndedAt = At.AddMinutes(5), Outcome = "All 12 compared parts are exactly as they were.", Steps = [new("check the target", 60, "db.example"), new("compare", 240, "same")],
        });

        Assert.Contains("All 12 compared parts are exactly as they were.", page);
        Assert.Contains("Measured parts: 5 min together", page);
        Assert.DoesNotContain("banner-danger", page);
    }

    [Fact]
    public async Task Only_who_may_restore_is_led_to_a_new_one()
    {
        Assert.Contains("/backups/restores/new", await ListAsync(static () => []));
        Assert.DoesNotContain("/backups/restores/new", await ListAsync(static () => [], mayAll: false));
        Assert.Contains("There is no such restore", await CorePages.RenderAsync<RestorePage>(services => services.AddSingleton<IRestoreQueries>(new FakeRestores(static () => [])), true, ("RestoreId", Waiting.Id)));
    }

    private static RestoreRow Row(RestoreState state) => new(Guid.CreateVersion7(), Waiting.BackupId, "orders", At, "db.example:5432/orders_again", false, state, "The commander", At, null, null, null, null);

    private static Task<string> ListAsync(Func<IReadOnlyList<RestoreRow>> rows, bool mayAll = true) => CorePages.RenderAsync<RestoresPage>(services => services.AddSingleton<IRestoreQueries>(new FakeRestores(rows)), mayAll);

    private static Task<string> RestoreAsync(RestoreReport report, bool mayAll = true) =>
        CorePages.RenderAsync<RestorePage>(services => services.AddSingleton<IRestoreQueries>(new FakeRestores(static () => []) { Report = report }), mayAll, ("RestoreId", report.Id));

    private sealed class FakeRestores(Func<IReadOnlyList<RestoreRow>> rows) : IRestoreQueries
    {
        public RestoreReport? Report { get; init; }

        public Task<IReadOnlyList<RestoreRow>> ListAsync(DateTimeOffset? before, int take, CancellationToken ct) => Task.FromResult(rows());

        public Task<RestoreReport?> ReadAsync(Guid restoreId, CancellationToken ct)
        {
            _ = rows();
            return Task.FromResult(Report);
        }

        public Task<IReadOnlyList<RestorableRow>> RestorableAsync(string? search, int take, CancellationToken ct) => Task.FromResult<IReadOnlyList<RestorableRow>>([]);

        public Task<RestorableBackup?> RestorableAsync(Guid backupId, CancellationToken ct) => Task.FromResult<RestorableBackup?>(null);
    }
}
