using DrConsole.People;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.People;

/// <summary>A rotation: who is on call now, the next handover, four weeks drawn, gaps named, and the addresses of its calendar.</summary>
public sealed partial class RotationCard(TimeProvider clock)
{
    private const int DaysShown = 28;
    private OnCallTurn _now = default!;
    private OnCallTurn _next = default!;
    private DateTimeOffset _from;
    private DateTimeOffset _to;
    private IReadOnlyList<OnCallTurn> _turns = [];
    private IReadOnlyList<OnCallTurn> _gaps = [];

    [Parameter, EditorRequired]
    public required RotationTerms Terms { get; set; }

    [Parameter, EditorRequired]
    public required PlanPeople People { get; set; }

    /// <summary>The plan, when this is its current version: then calendars can be had.</summary>
    [Parameter]
    public Guid? PlanId { get; set; }

    private string How => (Terms.Rotation.TurnDays ?? 7) switch
    {
        1 => "Daily turns",
        7 => "Weekly turns",
        var days => $"Turns of {days} days",
    };

    protected override void OnParametersSet()
    {
        var now = clock.GetUtcNow();
        var today = Zones.LocalOf(now, Terms.Zone).Date;
        (_from, _to) = (LocalInstant.Of(today, Terms.Zone).Instant, LocalInstant.Of(today.AddDays(DaysShown), Terms.Zone).Instant);
        _now = OnCall.At(Terms, now);
        _next = OnCall.At(Terms, _now.End);
        // A gap without a beginning or an end is shown as far as the drawing reaches.
        _turns = [.. OnCall.Turns(Terms, _from, _to).Select(turn => !turn.IsGap ? turn : turn with { Start = turn.Start < _from ? _from : turn.Start, End = turn.End > _to ? _to : turn.End })];
        _gaps = [.. _turns.Where(turn => turn.IsGap)];
    }

    private static string Why(OnCallReason reason) => reason switch
    {
        OnCallReason.Turn => "turn",
        OnCallReason.StandIn => "stand-in",
        OnCallReason.LeftEmpty => "left empty",
        OnCallReason.NotBegun => "not begun",
        _ => "not said",
    };
}
