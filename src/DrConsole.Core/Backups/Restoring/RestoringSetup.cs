using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Backups.Restoring;

/// <summary>Registers restores.</summary>
internal static class RestoringSetup
{
    public static IServiceCollection AddRestores(this IServiceCollection services) => services
        .AddSingleton<RestoreCommands>().AddSingleton<IRestoreQueries, RestoreQueries>()
        .AddSingleton<RestoreSinks>().AddSingleton<RestoreEngine>().AddSingleton<Pipeline.BackupReader>();
}
