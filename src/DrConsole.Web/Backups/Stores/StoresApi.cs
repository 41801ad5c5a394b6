using DrConsole.Access;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Web.Access;
using DrConsole.Web.Api;
using DrConsole.Web.Plans;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DrConsole.Web.Backups.Stores;

/// <summary>Stores in the REST API. A secret goes in and never comes out.</summary>
internal static class StoresApi
{
    public static void MapStores(this IEndpointRouteBuilder api)
    {
        var stores = api.MapGroup("/stores").WithTags("Stores");
        stores.MapGet("/", ListAsync).WithName("ListStores").WithSummary("All stores with what they were seen to do").RequireAuthorization(nameof(Right.ReadBackups));
        stores.MapPost("/", CreateAsync).WithName("CreateStore").WithSummary("Add a store after a probe");
        stores.MapGet("/rotation", RotationAsync).WithName("ReadRotation").WithSummary("Where each removable medium is, and which is due").RequireAuthorization(nameof(Right.ReadBackups));
        stores.MapGet("/copies", CopiesAsync).WithName("ReadCopySpread").WithSummary("The 3-2-1 rule for each policy, by facts").RequireAuthorization(nameof(Right.ReadBackups));
        var one = stores.MapGroup("/{storeId:guid}");
        one.MapGet("/", ReadAsync).WithName("ReadStore").WithSummary("A store with its policies and its custody log").RequireAuthorization(nameof(Right.ReadBackups));
        one.MapPut("/", ChangeAsync).WithName("ChangeStore").WithSummary("Change a store after a probe");
        one.MapPost("/probe", ProbeAsync).WithName("ProbeStore").WithSummary("Try the store out now");
        one.MapPut("/retirement", RetireAsync).WithName("RetireStore").WithSummary("Let no new backups go to it");
        one.MapPost("/custody", NoteAsync).WithName("NoteCustody").WithSummary("Add a line to a removable medium's custody log");
    }

    private static async Task<Ok<IReadOnlyList<StoreRow>>> ListAsync(IStoreQueries stores, CancellationToken ct) => TypedResults.Ok(await stores.ListAsync(ct));

    private static async Task<Ok<IReadOnlyList<MediumRow>>> RotationAsync(IStoreQueries stores, CancellationToken ct) => TypedResults.Ok(await stores.RotationAsync(ct));

    private static async Task<Ok<IReadOnlyList<PolicyCopies>>> CopiesAsync(IStoreQueries stores, CancellationToken ct) => TypedResults.Ok(await stores.CopiesAsync(ct));

    private static async Task<Ok<StoreReport>> ReadAsync(Guid storeId, IStoreQueries stores, CancellationToken ct) =>
        TypedResults.Ok(await stores.ReadAsync(storeId, ct) ?? throw new NotFoundException("store", storeId));

    private static async Task<Created<Made>> CreateAsync(StoreWish request, HttpContext context, StoreCommands commands, TimeProvider clock, CancellationToken ct)
    {
        var id = await commands.CreateAsync(context.User.ToActor(), context.CommandId(clock), request, ct);
        return TypedResults.Created($"/api/v1/stores/{id}", new Made(id));
    }

    private static async Task<NoContent> ChangeAsync(Guid storeId, StoreWish request, HttpContext context, StoreCommands commands, TimeProvider clock, CancellationToken ct)
    {
        await commands.ChangeAsync(context.User.ToActor(), context.CommandId(clock), storeId, request, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Probed>> ProbeAsync(Guid storeId, HttpContext context, StoreCommands commands, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(new Probed(await commands.ProbeAsync(context.User.ToActor(), context.CommandId(clock), storeId, ct)));

    private static async Task<NoContent> RetireAsync(Guid storeId, HttpContext context, StoreCommands commands, TimeProvider clock, CancellationToken ct)
    {
        await commands.RetireAsync(context.User.ToActor(), context.CommandId(clock), storeId, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Created<Made>> NoteAsync(Guid storeId, NoteCustody request, HttpContext context, CustodyCommands commands, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Created($"/api/v1/stores/{storeId}", new Made(await commands.NoteAsync(context.User.ToActor(), context.CommandId(clock), storeId, request.Act, request.Place, request.Remark, ct)));

    internal sealed record Probed(string? Fault);

    internal sealed record NoteCustody(CustodyAct Act, string? Place, string? Remark);
}
