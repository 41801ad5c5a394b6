using DrConsole.Backups.Runs;
using DrConsole.Backups.Schedule;
using DrConsole.Nodes;
using DrConsole.Platform;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace DrConsole.Tests.Backups.Runs;

public sealed class WakingScheduleTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_clustered_nodes_with_the_applications_rights_only_wake_and_one_run_is_made_per_instant()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        var policy = await PolicySamples.AddPolicyAsync(console, draft => draft with { Cron = "* * * * *" });
        await using var one = Node(console, "node-1");
        await using var two = Node(console, "node-2");
        await one.GetRequiredService<NodeBeat>().BeatAsync(Ct);
        await two.GetRequiredService<NodeBeat>().BeatAsync(Ct);
        await console.Database.ExecuteAsOwnerAsync("UPDATE backup_policy SET scheduled_since = now() - interval '3 minutes'");

        await Task.WhenAll(StartAsync(one), StartAsync(two));

        await Until.TrueAsync(() => console.ReadAsync(db => db.BackupRuns.AnyAsync(run => run.PolicyId == policy && run.State == RunState.Waiting, Ct)));
        await Until.TrueAsync(() => console.ReadAsync(db => db.Nodes.AnyAsync(node => node.SchedulerSeenAt != null, Ct)));
        Assert.Equal(2L, await console.Database.ScalarAsOwnerAsync("SELECT count(*) FROM quartz.qrtz_scheduler_state"));
        Assert.Equal(1L, await console.Database.ScalarAsOwnerAsync("SELECT count(*) FROM quartz.qrtz_triggers"));
        Assert.Single(await console.ReadAsync(db => db.BackupRuns.Where(run => run.State == RunState.Waiting).ToListAsync(Ct)));
        await Task.WhenAll(StopAsync(one), StopAsync(two));
    }

    private static ServiceProvider Node(TestConsole console, string id)
    {
        var options = new ConsoleOptions { DataFolder = "/nowhere", MasterKeyFile = "/nowhere/key", NodeId = id };
        return new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.None)).AddSingleton(options)
            .AddCore(console.Database.AppConnectionString).AddWakingSchedule(console.Database.AppConnectionString, options).BuildServiceProvider();
    }

    private static async Task StartAsync(ServiceProvider node) => await (await node.GetRequiredService<ISchedulerFactory>().GetScheduler(Ct)).Start(Ct);

    private static async Task StopAsync(ServiceProvider node) =>
        await (await node.GetRequiredService<ISchedulerFactory>().GetScheduler(CancellationToken.None)).Shutdown(waitForJobsToComplete: true, CancellationToken.None);
}
