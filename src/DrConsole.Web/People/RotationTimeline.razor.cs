using System.Globalization;
using DrConsole.People;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.People;

/// <summary>Turns drawn on a line per member, with SVG attributes alone. The list beside says the same to those who do not see it.</summary>
public sealed partial class RotationTimeline(TimeProvider clock)
{
    private const double Sliver = 0.4;

    [Parameter, EditorRequired]
    public required IReadOnlyList<OnCallTurn> Turns { get; set; }

    [Parameter, EditorRequired]
    public required TimeZoneInfo Zone { get; set; }

    [Parameter, EditorRequired]
    public DateTimeOffset From { get; set; }

    [Parameter, EditorRequired]
    public DateTimeOffset To { get; set; }

    private TimeProvider Clock => clock;

    // Gaps first: they are what one looks for.
    private IEnumerable<(string? Member, IEnumerable<OnCallTurn> Turns)> Lanes() =>
        Turns.GroupBy(turn => turn.Member, StringComparer.Ordinal).OrderBy(lane => lane.Key is not null).Select(lane => (lane.Key, lane.AsEnumerable()));

    private IEnumerable<(DateTimeOffset At, string Day)> Weeks()
    {
        var first = Zones.LocalOf(From, Zone).Date;
        return Enumerable.Range(0, 4).Select(week => first.AddDays(7 * week)).Select(day => (LocalInstant.Of(day, Zone).Instant, day.ToString("ddd MM-dd", CultureInfo.InvariantCulture)));
    }

    private double Share(DateTimeOffset at) => Math.Clamp((at - From) / (To - From), 0, 1) * 100;

    private string At(DateTimeOffset at) => Percent(Share(at));

    private string Width(OnCallTurn turn) => Percent(Math.Max(Sliver, Share(turn.End) - Share(turn.Start)));

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share:0.###}%");

    private static string Class(OnCallTurn turn) => turn switch
    {
        { IsGap: true } => "turn-gap",
        { Reason: OnCallReason.StandIn } => "turn-stand-in",
        _ => "turn-usual",
    };
}
