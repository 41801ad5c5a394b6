using System.Text;
using DrConsole.Access;
using DrConsole.Plans.Export;
using DrConsole.Web.Access;
using DrConsole.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DrConsole.Web.Plans;

/// <summary>Downloads of plans, for people (cookie) and machines (token). Recorded before the first byte is sent.</summary>
internal static class PlanExportEndpoints
{
    public static void MapPlanExports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/plans/versions/{versionId:guid}/export.{format}", VersionAsync).RequireAuthorization(nameof(Right.ReadPlan)).ExcludeFromDescription();
        app.MapGet("/plans/drafts/{draftId:guid}/export.{format}", DraftAsync).RequireAuthorization(nameof(Right.ReadPlan)).ExcludeFromDescription();
        app.MapGet("/schemas/plan-1.json", static () => TypedResults.Text(PlanJsonSchema.Text, "application/schema+json", Encoding.UTF8)).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>A version as Markdown (<c>md</c>) or JSON (<c>json</c>).</summary>
    public static async Task<IResult> VersionAsync(Guid versionId, string format, HttpContext context, PlanExport exports, TimeProvider clock, CancellationToken ct) =>
        ExportFile.FormatOf(format) is { } known ? Download(await exports.VersionAsync(context.User.ToActor(), context.CommandId(clock), versionId, known, ct)) : TypedResults.NotFound();

    private static async Task<IResult> DraftAsync(Guid draftId, string format, HttpContext context, PlanExport exports, TimeProvider clock, CancellationToken ct) =>
        ExportFile.FormatOf(format) is { } known ? Download(await exports.DraftAsync(context.User.ToActor(), context.CommandId(clock), draftId, known, ct)) : TypedResults.NotFound();

    // Content-Disposition gets the name twice: as ASCII, and as RFC 5987 says for all other letters.
    private static FileContentHttpResult Download(ExportFile file) => TypedResults.File(Encoding.UTF8.GetBytes(file.Text), file.MediaType, file.Name);
}
