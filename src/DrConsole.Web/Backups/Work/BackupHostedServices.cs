using DrConsole.Backups.Runs;
using DrConsole.Backups.Watch;
using DrConsole.Nodes;
using DrConsole.Platform;
using Quartz;

namespace DrConsole.Web.Backups.Work;

/// <summary>Says every few seconds that this node lives, and measures its clock.</summary>
internal sealed class NodeHostedService(NodeBeat node, Rounds rounds) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => rounds.RepeatAsync(
        "The heartbeat of this node",
        Every,
        async ct =>
        {
            await node.BeatAsync(ct);
            return false;
        },
        stoppingToken);
}

/// <summary>Starts the scheduler, as often as it takes: a database that is away at the start must not leave the console without one.</summary>
internal sealed class ScheduleHostedService(ISchedulerFactory factory, Rounds rounds) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => rounds.RepeatAsync("The scheduler", Every, StartAsync, stoppingToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var scheduler in await factory.GetAllSchedulers(cancellationToken))
        {
            await scheduler.Shutdown(waitForJobsToComplete: false, cancellationToken);
        }
    }

    private new async Task<bool> StartAsync(CancellationToken ct)
    {
        var scheduler = await factory.GetScheduler(ct);
        if (scheduler.Status != SchedulerStatus.Running)
        {
            await scheduler.Start(ct);
        }

        return false;
    }
}

/// <summary>Takes runs and carries them out, so many at once as this node may.</summary>
internal sealed class RunHostedService(BackupRunner runner, NodeBeat node, BackupWorkOptions options, Rounds rounds) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(1, options.RunsAtOnce)
        .Select(place => rounds.RepeatAsync($"Taking backup runs (place {place})", Every, async ct => node.IsClockTrusted && await runner.RunNextAsync(ct), stoppingToken)));
}

/// <summary>Clears up after nodes that died: their runs, the programs that outlived them on this machine, their files with secrets.</summary>
internal sealed class SweepHostedService(RunLedger ledger, NodeBeat node, Rounds rounds) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => rounds.RepeatAsync(
        "Clearing up after dead runs",
        Every,
        async ct =>
        {
            PrivateFolder.Sweep();
            OrphanChildren.End();
            return node.IsClockTrusted && await ledger.InterruptExpiredAsync(ct);
        },
        stoppingToken);
}

/// <summary>Watches that what is due runs. It shares nothing with the scheduler but the database.</summary>
internal sealed class WatchdogHostedService(Watchdog watchdog, Rounds rounds) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => rounds.RepeatAsync(
        "The watchdog",
        Every,
        async ct =>
        {
            await watchdog.LookAsync(ct);
            return false;
        },
        stoppingToken);
}

/// <summary>Starts runs when watched files have changed.</summary>
internal sealed class ChangeHostedService(ChangeWatch watch, NodeBeat node, Rounds rounds) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => rounds.RepeatAsync(
        "Watching files for changes",
        Every,
        async ct =>
        {
            if (node.IsClockTrusted)
            {
                await watch.LookAsync(ct);
            }

            return false;
        },
        stoppingToken);
}

/// <summary>Makes copies that are missing.</summary>
internal sealed class CopyHostedService(MissingCopies copies, Rounds rounds) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => rounds.RepeatAsync(
        "Completing missing copies",
        Every,
        async ct => await copies.CompleteAsync(ct) > 0,
        stoppingToken);
}
