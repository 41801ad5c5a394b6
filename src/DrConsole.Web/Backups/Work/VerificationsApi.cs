using DrConsole.Access;
using DrConsole.Platform;
using DrConsole.Verification;
using DrConsole.Web.Access;
using DrConsole.Web.Api;
using DrConsole.Web.Plans;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DrConsole.Web.Backups.Work;

/// <summary>Examinations of backups in the REST API.</summary>
internal static class VerificationsApi
{
    public static void MapVerifications(this IEndpointRouteBuilder api)
    {
        var verifications = api.MapGroup("/verifications").WithTags("Verifications");
        verifications.MapGet("/", ListAsync).WithName("ListVerifications").WithSummary("Examinations of backups, newest first").RequireAuthorization(nameof(Right.ReadBackups));
        verifications.MapPost("/", RequestAsync).WithName("RequestVerification").WithSummary("Ask that a backup be examined; without a store the copy that was examined longest ago is taken");
        verifications.MapGet("/{verificationId:guid}", ReadAsync).WithName("ReadVerification").WithSummary("An examination with what it did and found").RequireAuthorization(nameof(Right.ReadBackups));
        verifications.MapPut("/{verificationId:guid}/cancellation", CancelAsync).WithName("CancelVerification").WithSummary("Take an examination back that has not begun");
    }

    private static async Task<Ok<IReadOnlyList<VerificationRow>>> ListAsync(
        Guid? backupId, Guid? policyId, Guid? storeId, string? state, string? verdict, DateTimeOffset? before, int? take, IVerificationQueries verifications, CancellationToken ct) =>
        TypedResults.Ok(await verifications.ListAsync(new(backupId, policyId, storeId, Word<VerificationState>(state), Word<Verdict>(verdict), before?.ToUniversalTime(), take ?? 50), ct));

    private static async Task<Ok<VerificationView>> ReadAsync(Guid verificationId, IVerificationQueries verifications, CancellationToken ct) =>
        TypedResults.Ok(await verifications.FindAsync(verificationId, ct) ?? throw new NotFoundException("examination", verificationId));

    private static async Task<Created<Made>> RequestAsync(RequestVerification request, HttpContext context, VerificationCommands commands, TimeProvider clock, CancellationToken ct)
    {
        var id = await commands.RequestAsync(
            context.User.ToActor(), context.CommandId(clock), request.BackupId, request.StoreId, request.Level ?? VerificationLevel.Content, request.Reason ?? "on demand", ct);
        return TypedResults.Created($"/api/v1/verifications/{id}", new Made(id));
    }

    private static async Task<NoContent> CancelAsync(Guid verificationId, HttpContext context, VerificationCommands commands, TimeProvider clock, CancellationToken ct)
    {
        await commands.CancelAsync(context.User.ToActor(), context.CommandId(clock), verificationId, ct);
        return TypedResults.NoContent();
    }

    private static T? Word<T>(string? text) where T : struct, Enum => string.IsNullOrEmpty(text) ? null
        : Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
            ?? throw new BadHttpRequestException($"“{text}” is none of {string.Join(", ", Enum.GetNames<T>())}.");

    /// <summary>What is to be examined.</summary>
    /// <param name="Level">Null restores it and compares the content.</param>
    internal sealed record RequestVerification(Guid BackupId, Guid? StoreId, VerificationLevel? Level, string? Reason);
}
