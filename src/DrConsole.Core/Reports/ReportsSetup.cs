using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Reports;

/// <summary>Registers reads across capabilities.</summary>
internal static class ReportsSetup
{
    public static IServiceCollection AddReports(this IServiceCollection services) =>
        services.AddSingleton<PlannedObjectives>().AddSingleton<IEvidenceQueries, EvidenceQueries>().AddSingleton<BackupMetrics>();
}
