using DrConsole.Backups.Format;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Backups.Pipeline;

/// <summary>Registers what takes, reads, lists and completes backups without a database.</summary>
internal static class PipelineSetup
{
    public static IServiceCollection AddPipeline(this IServiceCollection services) => services
        .AddSingleton<BackupEngine>()
        .AddSingleton<BackupReader>()
        .AddSingleton<StoreCatalogue>()
        .AddSingleton<CopyCompletion>();
}
