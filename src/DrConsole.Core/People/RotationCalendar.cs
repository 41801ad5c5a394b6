using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DrConsole.Plans;

namespace DrConsole.People;

/// <summary>
/// The calendar of a rotation: one event per turn from four weeks ago to 26 weeks ahead, and one per gap, because a calendar that is empty
/// where nobody is on call looks like a calendar with nothing to do.
/// </summary>
public static class RotationCalendar
{
    /// <summary>What a gap is called.</summary>
    public const string Nobody = "NOBODY ON CALL";

    private static readonly TimeSpan Back = TimeSpan.FromDays(4 * 7);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(26 * 7);

    /// <summary>The calendar as iCalendar text. The same plan on the same day gives the same bytes.</summary>
    /// <param name="key">Key of the rotation; when the plan has none such any more, all the time is a gap.</param>
    /// <param name="version">The plan's version, its number and the instant of its publication: these date the events.</param>
    public static string Of(PlanVersionSummary version, PlanDocument plan, string key, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(plan);
        var rotation = plan.Rotations.FirstOrDefault(candidate => string.Equals(candidate.Key, key, StringComparison.Ordinal));
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var (from, to) = (today - Back, today + Ahead);
        var text = new CalendarText()
            .Line("BEGIN", "VCALENDAR").Line("VERSION", "2.0").Line("PRODID", "-//DR Console//On-call//EN").Line("CALSCALE", "GREGORIAN").Line("METHOD", "PUBLISH")
            .Text("X-WR-CALNAME", $"On call: {rotation?.Name ?? "rotation removed"} ({version.Title})")
            .Line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H").Line("X-PUBLISHED-TTL", "PT1H");
        foreach (var turn in rotation is null ? [new(null, from, to, OnCallReason.NotSaid)] : OnCall.Turns(rotation, from, to))
        {
            // A gap without a beginning or an end would fill every calendar back to 1900.
            Event(text, version, key, rotation, turn with { Start = turn.IsGap && turn.Start < from ? from : turn.Start, End = turn.IsGap && turn.End > to ? to : turn.End });
        }

        return text.Line("END", "VCALENDAR").ToString();
    }

    private static void Event(CalendarText text, PlanVersionSummary version, string key, Rotation? rotation, OnCallTurn turn) => text
        .Line("BEGIN", "VEVENT")
        .Line("UID", Uid(version.PlanId, key, turn.Start))
        .Instant("DTSTAMP", version.PublishedAt)
        .Line("SEQUENCE", version.Number.ToString(CultureInfo.InvariantCulture))
        .Instant("DTSTART", turn.Start)
        .Instant("DTEND", turn.End)
        .Text("SUMMARY", turn.Member is { } member ? $"{member} is on call" : Nobody)
        .Text("DESCRIPTION", $"{Say(turn.Reason, rotation)} Plan “{version.Title}”, version {version.Number}.")
        .Line("TRANSP", "TRANSPARENT")
        .Line("END", "VEVENT");

    private static string Say(OnCallReason reason, Rotation? rotation) => reason switch
    {
        OnCallReason.Turn => $"By turn, in the rotation “{rotation?.Name}”.",
        OnCallReason.StandIn => $"Stands in, in the rotation “{rotation?.Name}”.",
        OnCallReason.LeftEmpty => $"The rotation “{rotation?.Name}” is left empty here.",
        OnCallReason.NotBegun => $"The rotation “{rotation?.Name}” has not begun.",
        _ when rotation is null => "The plan has this rotation no more. Take the calendar's new address from the console.",
        _ => $"The rotation “{rotation.Name}” does not say who is on call.",
    };

    // A turn keeps its id over versions of the plan, so that a calendar moves an event instead of adding one.
    private static string Uid(Guid planId, string key, DateTimeOffset start) =>
        $"{CalendarText.Format(start)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{planId}\n{key}")))[..32]}@drconsole";
}
