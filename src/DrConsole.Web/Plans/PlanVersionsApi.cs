using DrConsole.Access;
using DrConsole.Plans;
using DrConsole.Plans.Compare;
using DrConsole.Platform;
using DrConsole.Web.Access;
using DrConsole.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DrConsole.Web.Plans;

/// <summary>Versions in the REST API: their list, what differs between two, and a draft's way to become one.</summary>
internal static class PlanVersionsApi
{
    public static void MapPlanVersions(this IEndpointRouteBuilder plans)
    {
        plans.MapGet("/{planId:guid}/versions", HistoryAsync).WithName("ListPlanVersions").WithSummary("A plan's published versions, newest first").RequireAuthorization(nameof(Right.ReadPlan));
        plans.MapGet("/{planId:guid}/comparison", CompareAsync).WithName("ComparePlanVersions").WithSummary("What differs between two versions, by their numbers").RequireAuthorization(nameof(Right.ReadPlan));
        plans.MapPost("/versions/{versionId:guid}/draft", RestoreAsync).WithName("RestorePlanVersion").WithSummary("Make an old version the plan's draft");
        plans.MapPut("/drafts/{draftId:guid}/submission", SubmitAsync).WithName("SubmitDraft").WithSummary("Hand the draft to a second person");
        plans.MapDelete("/drafts/{draftId:guid}/submission", WithdrawAsync).WithName("WithdrawDraft").WithSummary("Take the draft back to editing");
        plans.MapPut("/drafts/{draftId:guid}/approval", ApproveAsync).WithName("ApproveDraft").WithSummary("Let the draft be published; names the revision that was looked at");
        plans.MapPut("/drafts/{draftId:guid}/return", SendBackAsync).WithName("SendDraftBack").WithSummary("Give the draft back to its authors, with a reason");
    }

    private static async Task<Ok<IReadOnlyList<PlanVersionSummary>>> HistoryAsync(Guid planId, IPlanQueries plans, CancellationToken ct) =>
        TypedResults.Ok(await VersionsAsync(plans, planId, ct));

    private static async Task<Ok<IReadOnlyList<DifferenceRow>>> CompareAsync(Guid planId, int from, int to, IPlanQueries plans, CancellationToken ct)
    {
        var versions = await VersionsAsync(plans, planId, ct);
        return TypedResults.Ok(DifferenceRow.Of(PlanComparison.Of(await DocumentAsync(from), await DocumentAsync(to))));

        async Task<PlanDocument> DocumentAsync(int number) =>
            versions.FirstOrDefault(version => version.Number == number) is { } found && await plans.VersionAsync(found.VersionId, ct) is { } version
                ? version.Document
                : throw new NotFoundException("plan version", number);
    }

    private static async Task<Created<Made>> RestoreAsync(Guid versionId, HttpContext context, PlanCommands plans, TimeProvider clock, CancellationToken ct)
    {
        var id = await plans.RestoreAsync(context.User.ToActor(), context.CommandId(clock), versionId, ct);
        return TypedResults.Created($"/api/v1/plans/drafts/{id}", new Made(id));
    }

    private static async Task<Ok<AtRevision>> SubmitAsync(Guid draftId, SubmitPlan request, HttpContext context, PlanCommands plans, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(new AtRevision(await plans.SubmitAsync(context.User.ToActor(), context.CommandId(clock), draftId, request.Note, ct)));

    private static async Task<Ok<AtRevision>> WithdrawAsync(Guid draftId, HttpContext context, PlanCommands plans, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(new AtRevision(await plans.WithdrawAsync(context.User.ToActor(), context.CommandId(clock), draftId, ct)));

    private static async Task<Ok<AtRevision>> ApproveAsync(Guid draftId, AtRevision request, HttpContext context, PlanCommands plans, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(new AtRevision(await plans.ApproveAsync(context.User.ToActor(), context.CommandId(clock), draftId, request.Revision, ct)));

    private static async Task<Ok<AtRevision>> SendBackAsync(Guid draftId, ReturnPlan request, HttpContext context, PlanCommands plans, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(new AtRevision(await plans.SendBackAsync(context.User.ToActor(), context.CommandId(clock), draftId, request.Reason, ct)));

    private static async Task<IReadOnlyList<PlanVersionSummary>> VersionsAsync(IPlanQueries plans, Guid planId, CancellationToken ct) =>
        await plans.HistoryAsync(planId, ct) is { Count: > 0 } versions ? versions : throw new NotFoundException("published plan", planId);

    internal sealed record SubmitPlan(string? Note);

    internal sealed record ReturnPlan(string Reason);

    /// <summary>A draft's revision: answered after a step, and named by who approves.</summary>
    internal sealed record AtRevision(int Revision);
}
