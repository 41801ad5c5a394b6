using DrConsole.Alarms;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Watch;
using DrConsole.Nodes;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Runs;

public sealed class WatchdogTests(PostgresServer postgres)
{
    private readonly ManualTime _time = new(new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_scheduler_stopped_the_alarm_comes_within_an_interval_and_the_tolerance_and_goes_when_a_run_has_begun()
    {
        await using var console = await ConsoleAsync();
        await PolicySamples.AddPolicyAsync(console, draft => draft with { Cron = "0 * * * *" });
        var watchdog = console.Get<Watchdog>();
        _time.Advance(TimeSpan.FromMinutes(60));
        await watchdog.LookAsync(Ct);
        Assert.Empty(await OpenAsync(console, AlarmKind.BackupLate));

        _time.Advance(TimeSpan.FromMinutes(10)); // the policy's offset is under 4 minutes, the tolerance is 5
        await watchdog.LookAsync(Ct);

        var late = Assert.Single(await OpenAsync(console, AlarmKind.BackupLate));
        Assert.Contains("did not run", late.Text, StringComparison.Ordinal);
        Assert.Contains("2026-11-01 13:0", late.Text, StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(await console.Get<IPolicyQueries>().ListAsync(Ct)).LateSince);

        await console.Get<DueRuns>().PlanAsync(Ct);
        await watchdog.LookAsync(Ct);
        Assert.Single(await OpenAsync(console, AlarmKind.BackupLate)); // it waits, but nothing has begun

        Assert.NotNull(await console.Get<RunLedger>().TakeAsync(Ct));
        await watchdog.LookAsync(Ct);
        Assert.Empty(await OpenAsync(console, AlarmKind.BackupLate));
    }

    [Fact]
    public async Task A_policy_that_is_off_or_deleted_is_not_late()
    {
        await using var console = await ConsoleAsync();
        var policy = await PolicySamples.AddPolicyAsync(console);
        _time.Advance(TimeSpan.FromDays(2));
        await console.Get<Watchdog>().LookAsync(Ct);
        Assert.Single(await OpenAsync(console, AlarmKind.BackupLate));

        await console.Get<PolicyCommands>().EnableAsync(console.Admin, TestConsole.NewId(), policy, isEnabled: false, Ct);
        await console.Get<Watchdog>().LookAsync(Ct);

        Assert.Empty(await OpenAsync(console, AlarmKind.BackupLate));
    }

    [Fact]
    public async Task A_scheduler_that_wakes_on_no_node_is_noticed_and_one_that_wakes_again_too()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        await console.Get<NodeBeat>().BeatAsync(Ct);
        await console.Get<NodeBeat>().SchedulerWokeAsync(Ct);
        await console.Get<Watchdog>().LookAsync(Ct);
        Assert.Empty(await OpenAsync(console, AlarmKind.SchedulerSilent));

        await console.Database.ExecuteAsOwnerAsync("UPDATE console_node SET scheduler_seen_at = clock_timestamp() - interval '3 minutes', started_at = clock_timestamp() - interval '1 hour'");
        await console.Get<Watchdog>().LookAsync(Ct);
        Assert.Contains("3 min", Assert.Single(await OpenAsync(console, AlarmKind.SchedulerSilent)).Text, StringComparison.Ordinal);

        await console.Get<NodeBeat>().SchedulerWokeAsync(Ct);
        await console.Get<Watchdog>().LookAsync(Ct);
        Assert.Empty(await OpenAsync(console, AlarmKind.SchedulerSilent));
    }

    [Theory]
    [InlineData(0.5, false, true)]
    [InlineData(-5, true, true)]
    [InlineData(120, true, false)]
    [InlineData(-120, true, false)]
    public async Task A_clock_that_differs_from_the_databases_is_noticed_and_a_node_that_is_far_off_takes_no_work(double seconds, bool isNoticed, bool isTrusted)
    {
        var clock = new OffClock(TimeSpan.FromSeconds(seconds));
        await using var console = await TestConsole.CreateAsync(postgres, services => services.AddSingleton<TimeProvider>(clock));
        var node = console.Get<NodeBeat>();

        await node.BeatAsync(Ct);
        await console.Get<Watchdog>().LookAsync(Ct);

        Assert.Equal(isTrusted, node.IsClockTrusted);
        Assert.Equal(isNoticed, (await OpenAsync(console, AlarmKind.ClockSkew)).Count == 1);

        clock.Off = TimeSpan.Zero;
        await node.BeatAsync(Ct);
        await console.Get<Watchdog>().LookAsync(Ct);
        Assert.Empty(await OpenAsync(console, AlarmKind.ClockSkew));
    }

    private Task<TestConsole> ConsoleAsync() => TestConsole.CreateAsync(postgres, services => services.AddSingleton<TimeProvider>(_time));

    private static async Task<IReadOnlyList<AlarmRow>> OpenAsync(TestConsole console, AlarmKind kind) =>
        [.. (await console.Get<IAlarmQueries>().OpenAsync(Ct)).Where(alarm => alarm.Kind == kind)];

    private sealed class OffClock(TimeSpan off) : TimeProvider
    {
        public TimeSpan Off { get; set; } = off;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Off;
    }
}
