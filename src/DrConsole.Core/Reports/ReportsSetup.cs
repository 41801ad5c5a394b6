using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Reports;

/// <summary>Registers the reads of what could be recovered.</summary>
internal static class ReportsSetup
{
    public static IServiceCollection AddReports(this IServiceCollection services) =>
        services.AddSingleton<PlannedObjectives>().AddSingleton<IEvidenceQueries, EvidenceQueries>();
}
