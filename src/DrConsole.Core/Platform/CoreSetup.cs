using DrConsole.Access;
using DrConsole.Alarms;
using DrConsole.Audit;
using DrConsole.Backups;
using DrConsole.Backups.Sources.Own;
using DrConsole.Database;
using DrConsole.Incidents;
using DrConsole.Incidents.Journal;
using DrConsole.People;
using DrConsole.Plans;
using DrConsole.Plans.Doctor;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Export;
using DrConsole.Plans.Review;
using DrConsole.Reports;
using DrConsole.Stores;
using DrConsole.Verification;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace DrConsole.Platform;

/// <summary>Registers all capabilities of the core; all are singletons that hold only factories.</summary>
public static class CoreSetup
{
    /// <summary>Adds the core on that database.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services, string connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => ConsoleOptions.FromEnvironment());
        services.TryAddSingleton<IStepUp, NobodyToAsk>();
        return services.AddDatabase(connectionString)
            .AddSingleton<DatabaseFacts>()
            .AddSingleton<LiveFeed>()
            .AddSingleton(provider => new LiveFeedListener(
                connectionString, provider.GetRequiredService<LiveFeed>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LiveFeedListener>>()))
            .AddSingleton<AccessCommands>().AddSingleton<AccessQueries>()
            .AddSingleton<AuditCheck>().AddSingleton<AuditInspection>().AddSingleton<AuditQueries>()
            .AddSingleton<PlanCommands>().AddSingleton<IPlanQueries, PlanQueries>().AddSingleton<PlanExport>().AddSingleton<PlanSnapshots>()
            .AddSingleton<WaiverCommands>().AddSingleton<DraftMends>().AddSingleton<IDoctorQueries, DoctorQueries>()
            .AddSingleton<TwoPersonRule>()
            .AddSingleton<DraftCommands>().AddSingleton<DraftStart>().AddSingleton<IDraftQueries, DraftQueries>()
            .AddSingleton<CalendarFeedCommands>().AddSingleton<ICalendarFeedQueries, CalendarFeedQueries>()
            .AddSingleton<ImportCommands>().AddSingleton<IImportQueries, ImportQueries>()
            .AddSingleton(provider => new IncidentCommands(ForIncidents<AuditedChanges>(provider))).AddSingleton<IIncidentQueries>(ForIncidents<IncidentQueries>)
            .AddSingleton<IncidentBoards>().AddSingleton<IncidentExport>()
            .AddSingleton<IncidentSnapshots>().AddSingleton<IncidentJournal>().AddSingleton<IncidentActs>().AddSingleton<JournalMerge>()
            .AddSingleton(provider => new ConsoleDatabase(connectionString, provider.GetRequiredService<MasterKey>()))
            .AddSecrets().AddLeases().AddStores().AddBackups().AddVerification().AddAlarms().AddReports();
    }

    // Made with the connections that only incidents use.
    private static T ForIncidents<T>(IServiceProvider provider) => ActivatorUtilities.CreateInstance<T>(provider, provider.GetRequiredService<IncidentContexts>());
}
