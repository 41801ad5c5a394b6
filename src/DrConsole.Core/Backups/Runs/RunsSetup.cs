using DrConsole.Backups.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Backups.Runs;

/// <summary>Registers policies and their runs.</summary>
internal static class RunsSetup
{
    public static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<PolicyCommands>().AddSingleton<OwnPolicy>().AddSingleton<IPolicyQueries, PolicyQueries>()
        .AddSingleton<RunCommands>().AddSingleton<IRunQueries, RunQueries>();
}
