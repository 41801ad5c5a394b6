using DrConsole.Access;
using DrConsole.Platform;
using DrConsole.Reports;
using DrConsole.Web.Access;
using Microsoft.AspNetCore.Authorization;

namespace DrConsole.Web.Health;

/// <summary><c>/metrics</c> for Prometheus, which sends an API token: names of systems and their weaknesses are not for everybody.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder app) => app
        .MapGet("/metrics", static async (BackupMetrics metrics, CancellationToken ct) => TypedResults.Text(await metrics.WriteAsync(ct), PrometheusText.MediaType))
        .RequireAuthorization(new AuthorizeAttribute(nameof(Right.ReadBackups)) { AuthenticationSchemes = ApiTokenHandler.SchemeName })
        .ExcludeFromDescription();
}
