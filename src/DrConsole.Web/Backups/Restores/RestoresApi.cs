using DrConsole.Access;
using DrConsole.Backups.Restoring;
using DrConsole.Platform;
using DrConsole.Web.Access;
using DrConsole.Web.Api;
using DrConsole.Web.Plans;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DrConsole.Web.Backups.Restores;

/// <summary>Restores in the REST API.</summary>
internal static class RestoresApi
{
    private const int Most = 500;

    public static void MapRestores(this IEndpointRouteBuilder api)
    {
        var restores = api.MapGroup("/restores").WithTags("Restores");
        restores.MapGet("/", ListAsync).WithName("ListRestores").WithSummary("Restores, newest first").RequireAuthorization(nameof(Right.ReadBackups));
        restores.MapPost("/", RequestAsync).WithName("RequestRestore").WithSummary("Ask for a restore; 'confirm' is the target's identity, e.g. host:5432/database. What overwrites something waits for a second person, who signs in and approves it on the page");
        restores.MapPost("/check", CheckAsync).WithName("CheckRestoreTarget").WithSummary("Look at a target without changing it; with 'storeId' from that store alone, else from the best that serves");
        var one = restores.MapGroup("/{restoreId:guid}");
        one.MapGet("/", ReadAsync).WithName("ReadRestore").WithSummary("A restore with its progress, parts, outcome and log").RequireAuthorization(nameof(Right.ReadBackups));
        one.MapPut("/refusal", RefuseAsync).WithName("RefuseRestore").WithSummary("Turn a proposed restore down");
        one.MapPut("/cancellation", CancelAsync).WithName("CancelRestore").WithSummary("Stop a restore");
    }

    private static async Task<Ok<IReadOnlyList<RestoreRow>>> ListAsync(DateTimeOffset? before, int? take, IRestoreQueries restores, CancellationToken ct) =>
        TypedResults.Ok(await restores.ListAsync(before, Math.Clamp(take ?? 50, 1, Most), ct));

    private static async Task<Ok<RestoreReport>> ReadAsync(Guid restoreId, IRestoreQueries restores, CancellationToken ct) =>
        TypedResults.Ok(await restores.ReadAsync(restoreId, ct) ?? throw new NotFoundException("restore", restoreId));

    private static async Task<Created<Made>> RequestAsync(RestoreWish request, HttpContext context, RestoreCommands commands, TimeProvider clock, CancellationToken ct)
    {
        var id = await commands.RequestAsync(context.User.ToActor(), context.CommandId(clock), request, ct);
        return TypedResults.Created($"/api/v1/restores/{id}", new Made(id));
    }

    private static async Task<Ok<TargetCheck>> CheckAsync(CheckTarget request, HttpContext context, RestorePreview preview, CancellationToken ct) =>
        TypedResults.Ok(await preview.CheckAsync(context.User.ToActor(), request.BackupId, request.Target, request.Password, request.StoreId, ct));

    private static async Task<NoContent> RefuseAsync(Guid restoreId, Refuse request, HttpContext context, RestoreCommands commands, TimeProvider clock, CancellationToken ct)
    {
        await commands.RefuseAsync(context.User.ToActor(), context.CommandId(clock), restoreId, request.Reason, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> CancelAsync(Guid restoreId, HttpContext context, RestoreCommands commands, TimeProvider clock, CancellationToken ct)
    {
        await commands.CancelAsync(context.User.ToActor(), context.CommandId(clock), restoreId, ct);
        return TypedResults.NoContent();
    }

    internal sealed record CheckTarget(Guid BackupId, RestoreTarget Target, SecretText? Password, Guid? StoreId);

    internal sealed record Refuse(string Reason);
}
