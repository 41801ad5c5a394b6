using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Backups.Retention;

/// <summary>Registers retention and holds.</summary>
internal static class RetentionSetup
{
    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton<HoldCommands>().AddSingleton<RetentionRunner>().AddSingleton<IRetentionQueries, RetentionQueries>();
}
