using DrConsole.Platform;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace DrConsole.Backups.Schedule;

/// <summary>Registers Quartz, clustered on the console's own PostgreSQL: of all nodes one wakes.</summary>
public static class ScheduleSetup
{
    /// <summary>How often it wakes: a run begins at most that much after its instant.</summary>
    public static readonly TimeSpan WakeEvery = TimeSpan.FromSeconds(10);

    private const string TablePrefix = "quartz.qrtz_";
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(10);

    /// <summary>Adds the scheduler; whoever hosts it starts it.</summary>
    public static IServiceCollection AddWakingSchedule(this IServiceCollection services, string connectionString, ConsoleOptions console) => services.AddQuartz(quartz =>
    {
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = "drconsole";
            scheduler.InstanceId = console.NodeId;
        });
        quartz.UseDefaultThreadPool(1);
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(Npgsql.NpgsqlFactory.Instance, connectionString);
            store.ConfigureStore(options => options.TablePrefix = TablePrefix);
            store.UseClustering(cluster => cluster.CheckinInterval = CheckIn);
        });
        quartz.ScheduleJob<WakeJob>(
            trigger => trigger.WithIdentity("wake").StartNow().WithSimpleSchedule(every => every.WithInterval(WakeEvery).RepeatForever()),
            job => job.WithIdentity("wake"));
    });
}
