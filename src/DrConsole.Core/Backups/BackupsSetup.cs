using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Retention;
using DrConsole.Backups.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Backups;

/// <summary>Registers backups, their policies, runs and restores.</summary>
internal static class BackupsSetup
{
    public static IServiceCollection AddBackups(this IServiceCollection services) => services
        .AddCatalogue()
        .AddKeys()
        .AddPipeline()
        .AddRuns()
        .AddRestores()
        .AddRetention()
        .AddSources();
}
