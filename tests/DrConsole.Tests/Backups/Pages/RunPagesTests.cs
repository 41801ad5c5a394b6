using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Runs;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using DrConsole.Web.Access;
using DrConsole.Web.Backups;
using DrConsole.Web.Backups.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Pages;

public sealed class RunPagesTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 10, 2, 0, 0, TimeSpan.Zero);

    private static readonly RunRow Complete = new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "orders database", Due, RunTrigger.Schedule, RunState.Succeeded, 1, Due, Due.AddMinutes(6), null, 4_200_000_000, 1_300_000_000, null, null, null, "scheduler", null, null);

    [Fact]
    public async Task A_failing_read_of_runs_never_looks_as_if_nothing_had_run()
    {
        var page = await ListAsync(static () => throw new TimeoutException());

        Assert.Contains("Try again", page);
        Assert.DoesNotContain("Nothing has run yet", page);
    }

    [Fact]
    public async Task A_run_that_works_shows_its_share_and_its_rate()
    {
        var running = Complete with { State = RunState.Running, EndedAt = null, Stage = "orders.pgdump", PlainBytes = 2_000_000_000, ExpectedBytes = 4_000_000_000, MovedAt = Due.AddSeconds(200) };

        var page = await ListAsync(() => [running]);

        Assert.Contains("value=\"50\"", page);
        Assert.Contains("50 % of about 4 GB", page);
        Assert.Contains("10 MB/s", page);
    }

    [Fact]
    public async Task A_run_that_outgrows_what_was_expected_never_claims_to_be_done()
    {
        var page = await ListAsync(() => [Complete with { State = RunState.Running, EndedAt = null, PlainBytes = 9, ExpectedBytes = 4 }]);

        Assert.Contains("value=\"99\"", page);
    }

    [Fact]
    public async Task A_complete_run_is_called_complete_and_not_proven()
    {
        var page = await ListAsync(() => [Complete]);

        Assert.Contains("Complete", page);
        Assert.DoesNotContain("roven", page);
    }

    [Fact]
    public async Task A_failed_run_is_shown_with_cause_and_cure_and_can_be_tried_again()
    {
        var failed = Complete with { State = RunState.Failed, Fault = "The server refused the password. Enter it again in the policy." };

        var page = await RunAsync(() => [failed], failed.Id);

        Assert.Contains("The server refused the password. Enter it again in the policy.", page);
        Assert.Contains("banner-danger", page);
        Assert.Contains("Back up now", page);
        Assert.DoesNotContain("Cancel this run", page);
    }

    [Fact]
    public async Task Only_who_may_run_backups_may_cancel_one()
    {
        var running = Complete with { State = RunState.Running, EndedAt = null };

        Assert.DoesNotContain("Cancel this run", await RunAsync(() => [running], running.Id));
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_no_run_without_faults()
    {
        Assert.Contains("There is no such run", await RunAsync(static () => [], Guid.CreateVersion7()));
        Assert.DoesNotContain("There is no such run", await RunAsync(static () => throw new TimeoutException(), Guid.CreateVersion7()));
    }

    private static Task<string> ListAsync(Func<IReadOnlyList<RunRow>> rows) => Rendered.HtmlAsync<RunsPage>(register: services => Register(services, rows));

    private static Task<string> RunAsync(Func<IReadOnlyList<RunRow>> rows, Guid id) =>
        Rendered.HtmlAsync<RunPage>(new Dictionary<string, object?> { ["RunId"] = id }, services => Register(services, rows));

    private static void Register(IServiceCollection services, Func<IReadOnlyList<RunRow>> rows) => services
        .AddSingleton<LiveFeed>().AddSingleton<IRunQueries>(new FakeRuns(rows)).AddSingleton<IBackupQueries>(new FakeBackups(static () => []))
        .AddScoped<CurrentActor>().AddScoped<BackupDesk>().AddSingleton<RunCommands>().AddSingleton<AuditedChanges>().AddDbContextFactory<DrDbContext>(options => options.UseNpgsql("Host=nowhere.invalid"));
}
