using DrConsole.Access;
using DrConsole.Incidents;
using DrConsole.Web.Access;
using DrConsole.Web.Api;

namespace DrConsole.Web.Incidents;

/// <summary>Downloads of an incident's history, for people (cookie) and machines (token). Recorded before the first byte is sent.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder app) =>
        app.MapGet("/incidents/{incidentId:guid}/history.{format}", DownloadAsync).RequireAuthorization(nameof(Right.ExportHistory)).ExcludeFromDescription();

    public static async Task<IResult> DownloadAsync(Guid incidentId, string format, HttpContext context, IncidentExport export, TimeProvider clock, CancellationToken ct)
    {
        if (format is not ("csv" or "ndjson"))
        {
            return TypedResults.NotFound();
        }

        var number = await export.BeginAsync(context.User.ToActor(), context.CommandId(clock), incidentId, format, ct);
        return TypedResults.Stream(
            stream => format == "csv" ? export.WriteCsvAsync(incidentId, stream, ct) : export.WriteNdjsonAsync(incidentId, stream, ct),
            format == "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson", $"INC-{number}-history.{format}");
    }
}
