using DrConsole.Backups.Keys;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Schedule;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Web.Backups.Work;

/// <summary>Starts what takes backups by itself; only the web server does, never the command line.</summary>
internal static class BackupWorkSetup
{
    public static IServiceCollection AddBackupWork(this IServiceCollection services, IConfiguration configuration, string connectionString)
    {
        var options = BackupWorkOptions.Read(name => configuration[name]);
        services.AddSingleton(options).AddHostedService<NodeHostedService>();
        return options.RunsAtOnce == 0 ? services : services
            .AddWakingSchedule(connectionString, ConsoleOptions.FromEnvironment())
            .AddHostedService<ScheduleHostedService>().AddHostedService<RunHostedService>().AddHostedService<SweepHostedService>()
            .AddHostedService<WatchdogHostedService>().AddHostedService<ChangeHostedService>().AddHostedService<CopyHostedService>().AddHostedService<WalHostedService>()
            .AddHostedService<VerificationHostedService>().AddHostedService<RestoreTestHostedService>().AddHostedService<RetentionHostedService>()
            .AddRestoreService().AddStoreService().AddEscrowService();
    }
}
