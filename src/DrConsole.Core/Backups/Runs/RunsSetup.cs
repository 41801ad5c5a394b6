using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Watch;
using DrConsole.Nodes;
using DrConsole.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DrConsole.Backups.Runs;

/// <summary>Registers policies, their runs, and who watches over them.</summary>
internal static class RunsSetup
{
    public static IServiceCollection AddRuns(this IServiceCollection services)
    {
        services.TryAddSingleton<OpenSource>(provider => provider.GetRequiredService<SourceFactory>().Create);
        return services
            .AddSingleton<PolicyCommands>().AddSingleton<OwnPolicy>().AddSingleton<IPolicyQueries, PolicyQueries>()
            .AddSingleton<RunWait>().AddSingleton<RunCommands>().AddSingleton<IRunQueries, RunQueries>()
            .AddSingleton<DueRuns>().AddSingleton<RunLedger>().AddSingleton<RunInputs>().AddSingleton<RunEnds>().AddSingleton<Adoption>().AddSingleton<BackupRunner>()
            .AddSingleton<MissingCopies>().AddSingleton<CatalogueRebuild>().AddSingleton<ChangeWatch>()
            .AddSingleton<NodeBeat>().AddSingleton<EldestNode>().AddSingleton<EvidenceWatch>().AddSingleton<Watchdog>().AddSingleton<Rounds>();
    }
}
