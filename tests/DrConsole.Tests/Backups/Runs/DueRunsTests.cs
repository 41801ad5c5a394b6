using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Database;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Runs;

public sealed class DueRunsTests(PostgresServer postgres)
{
    private readonly ManualTime _time = new(new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_that_wake_a_thousand_times_make_one_run_per_instant()
    {
        await using var console = await ConsoleAsync();
        await PolicySamples.AddPolicyAsync(console, draft => draft with { Cron = "*/10 * * * *" });
        var other = new DueRuns(console.Changes, console.Get<IDbContextFactory<DrDbContext>>(), _time);
        _time.Advance(TimeSpan.FromMinutes(1)); // beyond the policy's offset
        const int instants = 100;
        for (var instant = 0; instant < instants; instant++)
        {
            _time.Advance(TimeSpan.FromMinutes(10));
            await Task.WhenAll(Enumerable.Range(0, 5).SelectMany(_ => new[] { console.Get<DueRuns>().PlanAsync(Ct), other.PlanAsync(Ct) })); // 1000 in all
            await EndAllAsync(console);
        }

        var runs = await RunsAsync(console);
        Assert.Equal(instants, runs.Count);
        Assert.Equal(instants, runs.Select(run => run.ScheduledFor).Distinct().Count());
        Assert.All(runs, run => Assert.Equal(RunTrigger.Schedule, run.Trigger));
        Assert.Equal(instants, (await PolicySamples.ActionsAsync(console, "backup.run.due")).Count);
    }

    [Fact]
    public async Task The_table_refuses_a_second_run_of_an_instant_whoever_writes_it()
    {
        await using var console = await ConsoleAsync();
        var policy = await PolicySamples.AddPolicyAsync(console);
        var at = _time.GetUtcNow();
        await PolicySamples.WriteAsync(console, db => db.BackupRuns.Add(Run(policy, at)));

        Assert.IsType<DbUpdateException>(await Attempt.Async(() => PolicySamples.WriteAsync(console, db => db.BackupRuns.Add(Run(policy, at)))));
    }

    [Fact]
    public async Task After_three_days_off_one_run_makes_good_what_was_missed_and_lists_it()
    {
        await using var console = await ConsoleAsync();
        var policy = await PolicySamples.AddPolicyAsync(console);
        _time.Advance(TimeSpan.FromDays(3));

        Assert.Equal(1, await console.Get<DueRuns>().PlanAsync(Ct));
        Assert.Equal(0, await console.Get<DueRuns>().PlanAsync(Ct));

        var runs = await RunsAsync(console);
        Assert.Equal([RunState.Missed, RunState.Missed, RunState.Waiting], runs.Select(run => run.State));
        Assert.Equal(RunTrigger.CatchUp, runs[2].Trigger);
        Assert.Equal(runs.Take(2).Select(run => run.ScheduledFor), runs[2].CatchesUp);
        Assert.Equal(new DateTimeOffset(2026, 11, 4, 2, 0, 0, TimeSpan.Zero), runs[2].ScheduledFor);
        Assert.Equal(["backup.run.missed", "backup.run.due"], await PolicySamples.ActionsAsync(console, "backup.run."));
        Assert.Equal(runs[2].Id, (await console.Get<IPolicyQueries>().FindAsync(policy, Ct))!.Row.LastRun!.Id);
    }

    [Fact]
    public async Task A_year_off_of_a_policy_of_every_minute_fills_no_table()
    {
        await using var console = await ConsoleAsync();
        await PolicySamples.AddPolicyAsync(console, draft => draft with { Cron = "* * * * *" });
        _time.Advance(TimeSpan.FromDays(30) + TimeSpan.FromSeconds(10));

        await console.Get<DueRuns>().PlanAsync(Ct);

        var runs = await RunsAsync(console);
        Assert.InRange(runs.Count, 2, 1000);
        Assert.Equal((30 * 24 * 60) - 1, runs.Single(run => run.State == RunState.Waiting).CatchesUp.Length);
    }

    [Fact]
    public async Task While_a_run_still_waits_later_instants_are_its_to_make_good()
    {
        await using var console = await ConsoleAsync();
        await PolicySamples.AddPolicyAsync(console, draft => draft with { Cron = "0 * * * *" });
        for (var hour = 0; hour < 3; hour++)
        {
            _time.Advance(TimeSpan.FromMinutes(64));
            await console.Get<DueRuns>().PlanAsync(Ct);
        }

        var runs = await RunsAsync(console);
        Assert.Equal(RunState.Waiting, runs[0].State);
        Assert.Equal(2, runs[0].CatchesUp.Length);
        Assert.Equal([RunState.Missed, RunState.Missed], runs.Skip(1).Select(run => run.State));
    }

    [Fact]
    public async Task A_run_inside_a_blackout_waits_until_its_end()
    {
        await using var console = await ConsoleAsync();
        await PolicySamples.AddPolicyAsync(console, draft => draft with { Cron = "30 23 * * *", Blackouts = [new("22:00", "04:00", [])] });
        _time.MoveTo(new(2026, 11, 2, 3, 59, 59, TimeSpan.Zero));
        Assert.Equal(0, await console.Get<DueRuns>().PlanAsync(Ct));

        _time.MoveTo(new(2026, 11, 2, 4, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await console.Get<DueRuns>().PlanAsync(Ct));

        var run = Assert.Single(await RunsAsync(console));
        Assert.Equal((new DateTimeOffset(2026, 11, 1, 23, 30, 0, TimeSpan.Zero), RunTrigger.Schedule), (run.ScheduledFor, run.Trigger));
    }

    [Fact]
    public async Task A_clock_that_jumps_back_an_hour_repeats_no_run_and_later_ones_come()
    {
        await using var console = await ConsoleAsync();
        await PolicySamples.AddPolicyAsync(console, draft => draft with { Cron = "*/30 * * * *" });
        await StepAsync(console, TimeSpan.FromMinutes(32), 2);
        _time.Advance(TimeSpan.FromHours(-1));

        await StepAsync(console, TimeSpan.FromMinutes(30), 4);

        var runs = await RunsAsync(console);
        Assert.Equal([.. Enumerable.Range(1, 4).Select(half => new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(30 * half))], runs.Select(run => run.ScheduledFor));
    }

    [Fact]
    public async Task A_policy_that_is_switched_off_is_never_due_and_what_it_missed_meanwhile_is_not_made_good()
    {
        await using var console = await ConsoleAsync();
        var policy = await PolicySamples.AddPolicyAsync(console);
        await console.Get<PolicyCommands>().EnableAsync(console.Admin, TestConsole.NewId(), policy, isEnabled: false, Ct);
        _time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await console.Get<DueRuns>().PlanAsync(Ct));

        await console.Get<PolicyCommands>().EnableAsync(console.Admin, TestConsole.NewId(), policy, isEnabled: true, Ct);

        Assert.Equal(0, await console.Get<DueRuns>().PlanAsync(Ct));
        Assert.Empty(await RunsAsync(console));
    }

    private Task<TestConsole> ConsoleAsync() => TestConsole.CreateAsync(postgres, services => services.AddSingleton<TimeProvider>(_time));

    private async Task StepAsync(TestConsole console, TimeSpan step, int times)
    {
        for (var turn = 0; turn < times; turn++)
        {
            _time.Advance(step);
            await console.Get<DueRuns>().PlanAsync(Ct);
            await EndAllAsync(console);
        }
    }

    private static Task EndAllAsync(TestConsole console) =>
        console.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE backup_run SET state = 'Succeeded', started_at = scheduled_for, ended_at = scheduled_for WHERE state = 'Waiting'", Ct));

    private static Task<List<BackupRun>> RunsAsync(TestConsole console) => console.ReadAsync(db => db.BackupRuns.AsNoTracking().OrderBy(run => run.ScheduledFor).ToListAsync(Ct));

    private static BackupRun Run(Guid policy, DateTimeOffset at) => new()
    {
        Id = TestConsole.NewId(), PolicyId = policy, ScheduledFor = at, Trigger = RunTrigger.Schedule, State = RunState.Waiting, RequestedByName = "test",
    };
}
