using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Backups.Restoring;

/// <summary>Registers restores.</summary>
public static class RestoringSetup
{
    internal static IServiceCollection AddRestores(this IServiceCollection services) => services
        .AddSingleton<RestoreCommands>().AddSingleton<IRestoreQueries, RestoreQueries>()
        .AddSingleton<RestoreSinks>().AddSingleton<RestoreEngine>().AddSingleton<RestorePreview>()
        .AddSingleton<RestoreAftermath>().AddSingleton<RestoreLedger>().AddSingleton<RestoreSource>().AddSingleton<RestoreRunner>();

    /// <summary>Has this process carry out restores.</summary>
    public static IServiceCollection AddRestoreService(this IServiceCollection services) => services.AddHostedService<RestoreService>();
}
