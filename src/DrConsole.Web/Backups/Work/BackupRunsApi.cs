using DrConsole.Access;
using DrConsole.Alarms;
using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Platform;
using DrConsole.Web.Access;
using DrConsole.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DrConsole.Web.Backups.Work;

/// <summary>Policies, runs, backups and alarms in the REST API.</summary>
internal static class BackupRunsApi
{
    private const int LongestWaitSeconds = 300;

    public static void MapBackupRuns(this IEndpointRouteBuilder api)
    {
        var policies = api.MapGroup("/backup-policies").WithTags("Backup policies");
        policies.MapGet("/", ListPoliciesAsync).WithName("ListBackupPolicies").WithSummary("Policies with their last run and what is due next").RequireAuthorization(nameof(Right.ReadBackups));
        policies.MapPost("/", CreatePolicyAsync).WithName("CreateBackupPolicy").WithSummary("Make a policy; every fault of it is named");
        policies.MapGet("/{policyId:guid}", ReadPolicyAsync).WithName("ReadBackupPolicy").WithSummary("A policy in full, without its secrets").RequireAuthorization(nameof(Right.ReadBackups));
        policies.MapPut("/{policyId:guid}", ChangePolicyAsync).WithName("ChangeBackupPolicy").WithSummary("Change a policy as a whole");
        policies.MapPut("/{policyId:guid}/enabled", EnablePolicyAsync).WithName("EnableBackupPolicy").WithSummary("Switch a policy on or off");
        policies.MapDelete("/{policyId:guid}", DeletePolicyAsync).WithName("DeleteBackupPolicy").WithSummary("Delete a policy; its backups stay");
        policies.MapPost("/examination", ExamineAsync).WithName("ExamineBackupPolicy").WithSummary("What would be refused and found, without saving").RequireAuthorization(nameof(Right.ReadBackups));
        policies.MapGet("/proposals", ProposalsAsync).WithName("ProposeBackupPolicies").WithSummary("What published plans ask for and no policy carries out yet").RequireAuthorization(nameof(Right.ReadBackups));

        var backups = api.MapGroup("/backups").WithTags("Backups");
        backups.MapGet("/", ListBackupsAsync).WithName("ListBackups").WithSummary("Backups with their copies and proof, newest first").RequireAuthorization(nameof(Right.ReadBackups));
        backups.MapPost("/", StartAsync).WithName("StartBackup").WithSummary("Take a backup now; with wait=SECONDS the answer comes when it has ended, or after that time")
            .Produces<RunView>(StatusCodes.Status200OK).Produces<RunView>(StatusCodes.Status202Accepted);

        var runs = api.MapGroup("/backup-runs").WithTags("Backup runs");
        runs.MapGet("/", ListRunsAsync).WithName("ListBackupRuns").WithSummary("Runs, newest first").RequireAuthorization(nameof(Right.ReadBackups));
        runs.MapGet("/{runId:guid}", ReadRunAsync).WithName("ReadBackupRun").WithSummary("A run with its log; with wait=SECONDS when it has ended").RequireAuthorization(nameof(Right.ReadBackups));
        runs.MapPut("/{runId:guid}/cancellation", CancelAsync).WithName("CancelBackupRun").WithSummary("Ask a run to stop");

        api.MapGet("/alarms", AlarmsAsync).WithTags("Alarms").WithName("ListAlarms").WithSummary("What is wrong now; with all=true also what was").RequireAuthorization(nameof(Right.ReadBackups));
    }

    private static async Task<Ok<IReadOnlyList<PolicyRow>>> ListPoliciesAsync(IPolicyQueries policies, CancellationToken ct) => TypedResults.Ok(await policies.ListAsync(ct));

    private static async Task<Ok<PolicyView>> ReadPolicyAsync(Guid policyId, IPolicyQueries policies, CancellationToken ct) =>
        TypedResults.Ok(await policies.FindAsync(policyId, ct) ?? throw new NotFoundException("backup policy", policyId));

    private static async Task<Created<PolicySaved>> CreatePolicyAsync(PolicyRequest request, HttpContext context, PolicyCommands desk, TimeProvider clock, CancellationToken ct)
    {
        var saved = await desk.CreateAsync(context.User.ToActor(), context.CommandId(clock), request.ToDraft(), ct);
        return TypedResults.Created($"/api/v1/backup-policies/{saved.Id}", saved);
    }

    private static async Task<Ok<PolicySaved>> ChangePolicyAsync(
        Guid policyId, uint? version, PolicyRequest request, HttpContext context, PolicyCommands desk, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(await desk.ChangeAsync(context.User.ToActor(), context.CommandId(clock), policyId, request.ToDraft(), version, ct));

    private static async Task<NoContent> EnablePolicyAsync(Guid policyId, EnablePolicy request, HttpContext context, PolicyCommands desk, TimeProvider clock, CancellationToken ct)
    {
        await desk.EnableAsync(context.User.ToActor(), context.CommandId(clock), policyId, request.Enabled, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DeletePolicyAsync(Guid policyId, HttpContext context, PolicyCommands desk, TimeProvider clock, CancellationToken ct)
    {
        await desk.DeleteAsync(context.User.ToActor(), context.CommandId(clock), policyId, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<PolicyExamination>> ExamineAsync(PolicyRequest request, Guid? policyId, IPolicyQueries policies, CancellationToken ct) =>
        TypedResults.Ok(await policies.ExamineAsync(request.ToDraft(), policyId, ct));

    private static async Task<Ok<IReadOnlyList<PolicyProposal>>> ProposalsAsync(IPolicyQueries policies, CancellationToken ct) => TypedResults.Ok(await policies.ProposalsAsync(ct));

    private static async Task<Ok<BackupList>> ListBackupsAsync(string? source, Guid? policyId, Guid? storeId, int? take, IBackupQueries backups, CancellationToken ct) =>
        TypedResults.Ok(await backups.ListAsync(new(source, policyId, storeId, Take: take ?? 50), ct));

    private static async Task<Results<Ok<RunView>, Accepted<RunView>>> StartAsync(
        StartBackup request, int? wait, HttpContext context, RunCommands desk, IPolicyQueries policies, RunWait waiting, IRunQueries runs, TimeProvider clock, CancellationToken ct)
    {
        var policyId = request.PolicyId ?? (await policies.ListAsync(ct)).FirstOrDefault(policy => policy.Source == request.Source || policy.Name == request.Source)?.Id
            ?? throw new NotFoundException("backup policy", request.Source ?? "without a policyId or source");
        var runId = await desk.StartAsync(context.User.ToActor(), context.CommandId(clock), policyId, RunTrigger.Api, ct);
        return Answer((wait is { } seconds ? await waiting.ForEndAsync(runId, Span(seconds), ct) : await runs.FindAsync(runId, ct))!);
    }

    private static Results<Ok<RunView>, Accepted<RunView>> Answer(RunView run) =>
        run.Row.IsEnded ? TypedResults.Ok(run) : TypedResults.Accepted($"/api/v1/backup-runs/{run.Row.Id}", run);

    private static async Task<Ok<RunList>> ListRunsAsync(Guid? policyId, string? state, DateTimeOffset? before, int? take, IRunQueries runs, CancellationToken ct) =>
        TypedResults.Ok(await runs.ListAsync(new(policyId, State(state), before?.ToUniversalTime(), take ?? 50), ct));

    private static RunState? State(string? text) => string.IsNullOrEmpty(text) ? null
        : Enum.GetValues<RunState>().Cast<RunState?>().FirstOrDefault(value => string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
            ?? throw new BadHttpRequestException($"“{text}” is none of {string.Join(", ", Enum.GetNames<RunState>())}.");

    private static async Task<Ok<RunView>> ReadRunAsync(Guid runId, int? wait, RunWait waiting, IRunQueries runs, CancellationToken ct) =>
        TypedResults.Ok((wait is { } seconds ? await waiting.ForEndAsync(runId, Span(seconds), ct) : await runs.FindAsync(runId, ct)) ?? throw new NotFoundException("backup run", runId));

    private static async Task<NoContent> CancelAsync(Guid runId, HttpContext context, RunCommands desk, TimeProvider clock, CancellationToken ct)
    {
        await desk.CancelAsync(context.User.ToActor(), context.CommandId(clock), runId, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<AlarmRow>>> AlarmsAsync(bool? all, DateTimeOffset? before, int? take, IAlarmQueries alarms, CancellationToken ct) =>
        TypedResults.Ok(all == true ? await alarms.HistoryAsync(before?.ToUniversalTime(), take ?? 100, ct) : await alarms.OpenAsync(ct));

    private static TimeSpan Span(int seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestWaitSeconds));

    /// <summary>A policy with secrets that are only ever taken, never given out.</summary>
    internal sealed record PolicyRequest(PolicyDraft Policy, string? Password, string? Material)
    {
        public PolicyDraft ToDraft() => Policy with { Password = Password is null ? null : new(Password), Material = Material is null ? null : new(Material) };
    }

    internal sealed record EnablePolicy(bool Enabled);

    /// <summary>Which policy; by its id, or by the name of its source or its own.</summary>
    internal sealed record StartBackup(Guid? PolicyId, string? Source);
}
