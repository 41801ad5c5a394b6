using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Backups.Sources;

/// <summary>Registers sources.</summary>
internal static class SourcesSetup
{
    public static IServiceCollection AddSources(this IServiceCollection services) => services.AddSingleton<SourceFactory>();
}
