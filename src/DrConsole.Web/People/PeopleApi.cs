using System.Globalization;
using DrConsole.Access;
using DrConsole.People;
using DrConsole.Plans;
using DrConsole.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DrConsole.Web.People;

/// <summary>Who is on call, and who would be called, in the REST API. Both read the plan's current version.</summary>
internal static class PeopleApi
{
    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var plan = api.MapGroup("/plans/{planId:guid}").WithTags("People");
        plan.MapGet("/on-call", OnCallAsync).WithName("ReadOnCall").WithSummary("Who is on call in each rotation at an instant, now when none is given").RequireAuthorization(nameof(Right.ReadPlan));
        plan.MapGet("/escalation", EscalationAsync).WithName("SimulateEscalation").WithSummary("Who would be called when, by what, for an incident of a tier declared at an instant").RequireAuthorization(nameof(Right.ReadPlan));
    }

    private static async Task<Ok<OnCallAnswer>> OnCallAsync(Guid planId, string? at, IPlanQueries plans, TimeProvider clock, CancellationToken ct)
    {
        var (version, instant) = (await CurrentAsync(plans, planId, ct), Instant(at, clock));
        return TypedResults.Ok(new OnCallAnswer(instant, version.Summary.VersionId, [.. version.Document.Rotations.Select(rotation =>
        {
            var terms = new RotationTerms(rotation);
            var turn = OnCall.At(terms, instant);
            return new RotationAnswer(rotation.Key, rotation.Name, turn.Member, turn.Reason, turn.Start, turn.End, OnCall.At(terms, turn.End).Member, terms.Faults);
        })]));
    }

    private static async Task<Ok<EscalationRun>> EscalationAsync(Guid planId, string? tier, string? at, IPlanQueries plans, TimeProvider clock, CancellationToken ct)
    {
        var (version, instant) = (await CurrentAsync(plans, planId, ct), Instant(at, clock));
        return TypedResults.Ok(Escalation.Simulate(version.Document, tier, instant));
    }

    private static async Task<PlanVersionView> CurrentAsync(IPlanQueries plans, Guid planId, CancellationToken ct) =>
        (await plans.HistoryAsync(planId, ct)) is [var newest, ..] && await plans.VersionAsync(newest.VersionId, ct) is { } version
            ? version
            : throw new NotFoundException("plan", planId);

    // A "+" in an address means a blank unless it is escaped, and few escape it.
    private static DateTimeOffset Instant(string? text, TimeProvider clock) => string.IsNullOrWhiteSpace(text) ? clock.GetUtcNow()
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            || DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at) ? at.ToUniversalTime()
        : throw new RefusedException("instant_invalid", $"“{text}” is no instant. Write it like 2026-03-29T01:30Z.");

    /// <summary>The rotations of a plan at an instant.</summary>
    /// <param name="At">The instant asked for, in UTC.</param>
    internal sealed record OnCallAnswer(DateTimeOffset At, Guid PlanVersionId, IReadOnlyList<RotationAnswer> Rotations);

    /// <summary>The turn of a rotation at that instant.</summary>
    /// <param name="Member">Null: nobody is on call.</param>
    /// <param name="Next">Who follows; null: nobody.</param>
    internal sealed record RotationAnswer(string Key, string Name, string? Member, OnCallReason Reason, DateTimeOffset Start, DateTimeOffset End, string? Next, IReadOnlyList<string> Faults);
}
