using DrConsole.Access;
using DrConsole.Incidents;
using DrConsole.Platform;
using DrConsole.Web.Access;
using DrConsole.Web.Api;
using DrConsole.Web.Plans;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DrConsole.Web.Incidents;

/// <summary>Incidents in the REST API.</summary>
internal static class IncidentsApi
{
    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        var incidents = api.MapGroup("/incidents").WithTags("Incidents");
        incidents.MapGet("/", ListAsync).WithName("ListIncidents").WithSummary("Incidents, newest first").RequireAuthorization(nameof(Right.ReadIncidents));
        incidents.MapPost("/", DeclareAsync).WithName("DeclareIncident").WithSummary("Declare an incident from a scenario, or without a plan");
        var one = incidents.MapGroup("/{incidentId:guid}");
        one.MapGet("/", ReadAsync).WithName("ReadIncident").WithSummary("An incident with checklists, roles, decisions and the newest of its timeline").RequireAuthorization(nameof(Right.ReadIncidents));
        one.MapGet("/timeline", TimelineAsync).WithName("ReadTimeline").WithSummary("Timeline entries, newest first").RequireAuthorization(nameof(Right.ReadIncidents));
        one.MapPut("/items/{itemId:guid}/state", MoveAsync).WithName("MoveItem").WithSummary("Set a checklist item's state");
        one.MapPost("/notes", NoteAsync).WithName("AddNote").WithSummary("Add a note, or a correction of an entry");
        one.MapPost("/decisions", DecideAsync).WithName("TakeDecision").WithSummary("Record a decision");
        one.MapPut("/roles/{role}", AssignAsync).WithName("AssignRole").WithSummary("Give a role to a person");
        one.MapPut("/tier", ChangeTierAsync).WithName("ChangeTier").WithSummary("Move the incident to another impact tier");
        one.MapPut("/resolution", ResolveAsync).WithName("ResolveIncident").WithSummary("Resolve with a summary and a data-loss statement");
        one.MapGet("/history.{format}", HistoryEndpoints.DownloadAsync).WithName("ExportHistory").WithSummary("The whole history as csv or ndjson");
    }

    private static async Task<Ok<IncidentList>> ListAsync(string? state, string? kind, string? search, int? before, int? take, IIncidentQueries incidents, CancellationToken ct) =>
        TypedResults.Ok(await incidents.ListAsync(new(Word<IncidentState>(state), Word<IncidentKind>(kind), search, before, take ?? 50), ct));

    private static async Task<Ok<IncidentBoard>> ReadAsync(Guid incidentId, IIncidentQueries incidents, CancellationToken ct) =>
        TypedResults.Ok(await incidents.BoardAsync(incidentId, ct) ?? throw new NotFoundException("incident", incidentId));

    // The words of the answers, in any case; a query's enum would be bound by its exact name only.
    private static T? Word<T>(string? text) where T : struct, Enum =>
        string.IsNullOrEmpty(text) ? null
        : Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
            ?? throw new BadHttpRequestException($"“{text}” is none of {string.Join(", ", Enum.GetNames<T>())}.");

    private static async Task<Ok<IReadOnlyList<TimelineEntry>>> TimelineAsync(Guid incidentId, long? before, string? search, int? take, IIncidentQueries incidents, CancellationToken ct) =>
        TypedResults.Ok(await incidents.TimelineAsync(incidentId, before, search, Math.Clamp(take ?? 100, 1, 500), ct));

    private static async Task<Created<Made>> DeclareAsync(DeclareIncident request, HttpContext context, IncidentCommands desk, TimeProvider clock, CancellationToken ct)
    {
        var id = await desk.DeclareAsync(context.User.ToActor(), context.CommandId(clock), request, ct);
        return TypedResults.Created($"/api/v1/incidents/{id}", new Made(id));
    }

    private static async Task<Ok<ItemMoved>> MoveAsync(Guid incidentId, Guid itemId, MoveItem request, HttpContext context, IncidentCommands desk, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(new ItemMoved(await desk.MoveItemAsync(context.User.ToActor(), context.CommandId(clock), incidentId, itemId, request.State, request.Reason, request.SeenRevision, ct)));

    private static async Task<Created<Made>> NoteAsync(Guid incidentId, AddNote request, HttpContext context, IncidentCommands desk, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Created($"/api/v1/incidents/{incidentId}/timeline", new Made(await desk.AddNoteAsync(context.User.ToActor(), context.CommandId(clock), incidentId, request.Text, request.OccurredAt, request.Corrects, ct)));

    private static async Task<Created<Made>> DecideAsync(Guid incidentId, TakeDecision request, HttpContext context, IncidentCommands desk, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Created($"/api/v1/incidents/{incidentId}", new Made(await desk.DecideAsync(context.User.ToActor(), context.CommandId(clock), incidentId, request, ct)));

    private static async Task<NoContent> AssignAsync(Guid incidentId, string role, AssignRole request, HttpContext context, IncidentCommands desk, TimeProvider clock, CancellationToken ct)
    {
        await desk.AssignRoleAsync(context.User.ToActor(), context.CommandId(clock), incidentId, role, request.PersonId, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ChangeTierAsync(Guid incidentId, ChangeTier request, HttpContext context, IncidentCommands desk, TimeProvider clock, CancellationToken ct)
    {
        await desk.ChangeTierAsync(context.User.ToActor(), context.CommandId(clock), incidentId, request.TierKey, request.Reason, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ResolveAsync(Guid incidentId, Resolve request, HttpContext context, IncidentCommands desk, TimeProvider clock, CancellationToken ct)
    {
        await desk.ResolveAsync(context.User.ToActor(), context.CommandId(clock), incidentId, request.Summary, request.DataLoss, ct);
        return TypedResults.NoContent();
    }

    internal sealed record MoveItem(ItemState State, string? Reason, int SeenRevision);

    internal sealed record ItemMoved(int Revision);

    internal sealed record AddNote(string Text, DateTimeOffset? OccurredAt, Guid? Corrects);

    internal sealed record AssignRole(Guid PersonId);

    internal sealed record ChangeTier(string TierKey, string Reason);

    internal sealed record Resolve(string Summary, string DataLoss);
}
