using DrConsole.Access;
using DrConsole.Plans;
using DrConsole.Platform;
using DrConsole.Web.Access;
using DrConsole.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DrConsole.Web.Plans;

/// <summary>Plans in the REST API.</summary>
internal static class PlansApi
{
    public static void MapPlans(this IEndpointRouteBuilder api)
    {
        var plans = api.MapGroup("/plans").WithTags("Plans");
        plans.MapGet("/", ListAsync).WithName("ListPlans").WithSummary("Plans with their current version and draft").RequireAuthorization(nameof(Right.ReadPlan));
        plans.MapGet("/versions/{versionId:guid}", VersionAsync).WithName("ReadPlanVersion").WithSummary("A published version with its document").RequireAuthorization(nameof(Right.ReadPlan));
        plans.MapGet("/versions/{versionId:guid}/export", PlanExportEndpoints.VersionAsync).WithName("ExportPlanVersion").WithSummary("A published version as a file; format is md or json").RequireAuthorization(nameof(Right.ReadPlan));
        plans.MapGet("/scenarios", ScenariosAsync).WithName("ListScenarios").WithSummary("Scenarios that an incident can be declared from").RequireAuthorization(nameof(Right.ReadPlan));
        plans.MapPost("/drafts", ImportAsync).WithName("ImportPlan").WithSummary("Import a Markdown document as a draft");
        plans.MapGet("/drafts/{draftId:guid}", DraftAsync).WithName("ReadDraft").WithSummary("A draft with its source and what was understood").RequireAuthorization(nameof(Right.ReadPlan));
        plans.MapPut("/drafts/{draftId:guid}/publication", PublishAsync).WithName("PublishDraft").WithSummary("Make the approved draft the plan's next version");
        plans.MapPlanVersions();
        plans.MapDelete("/drafts/{draftId:guid}", DiscardAsync).WithName("DiscardDraft").WithSummary("Drop the draft");
    }

    private static async Task<Ok<IReadOnlyList<PlanSummary>>> ListAsync(IPlanQueries plans, CancellationToken ct) => TypedResults.Ok(await plans.ListAsync(ct));

    private static async Task<Ok<IReadOnlyList<ScenarioChoice>>> ScenariosAsync(IPlanQueries plans, CancellationToken ct) => TypedResults.Ok(await plans.ScenariosAsync(ct));

    private static async Task<Ok<PlanVersionView>> VersionAsync(Guid versionId, IPlanQueries plans, CancellationToken ct) =>
        TypedResults.Ok(await plans.VersionAsync(versionId, ct) ?? throw new NotFoundException("plan version", versionId));

    private static async Task<Ok<PlanDraftView>> DraftAsync(Guid draftId, IPlanQueries plans, CancellationToken ct) =>
        TypedResults.Ok(await plans.DraftAsync(draftId, ct) ?? throw new NotFoundException("draft", draftId));

    private static async Task<Created<Made>> ImportAsync(ImportPlan request, HttpContext context, PlanCommands plans, TimeProvider clock, CancellationToken ct)
    {
        var id = await plans.ImportAsync(context.User.ToActor(), context.CommandId(clock), request.FileName, request.Text, ct, request.PlanId);
        return TypedResults.Created($"/api/v1/plans/drafts/{id}", new Made(id));
    }

    private static async Task<Ok<Made>> PublishAsync(Guid draftId, PublishPlan request, HttpContext context, PlanCommands plans, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(new Made(await plans.PublishAsync(context.User.ToActor(), context.CommandId(clock), draftId, request.Note, ct, request.Revision)));

    private static async Task<NoContent> DiscardAsync(Guid draftId, HttpContext context, PlanCommands plans, TimeProvider clock, CancellationToken ct)
    {
        await plans.DiscardDraftAsync(context.User.ToActor(), context.CommandId(clock), draftId, ct);
        return TypedResults.NoContent();
    }

    internal sealed record ImportPlan(string FileName, string Text, Guid? PlanId);

    internal sealed record PublishPlan(string? Note, int? Revision = null);
}

/// <summary>The id of what was made.</summary>
internal sealed record Made(Guid Id);
