using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Backups.Catalogue;

/// <summary>Registers the reads of backups.</summary>
internal static class CatalogueSetup
{
    public static IServiceCollection AddCatalogue(this IServiceCollection services) => services.AddSingleton<IBackupQueries, BackupQueries>();
}
