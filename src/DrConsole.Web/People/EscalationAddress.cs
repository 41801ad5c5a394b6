using System.Globalization;
using DrConsole.People;

namespace DrConsole.Web.People;

/// <summary>What the simulation is asked, as it stands in the page's address: a link leads to the same answer. A field that is wrong keeps its text.</summary>
public sealed class EscalationAddress
{
    private const string Shape = "yyyy-MM-ddTHH:mm";

    /// <summary>Reads an address.</summary>
    /// <param name="usualZone">Taken when the address names none.</param>
    public EscalationAddress(string? tier, string? at, string? zone, string usualZone, DateTimeOffset now)
    {
        Tier = string.IsNullOrWhiteSpace(tier) ? null : tier.Trim();
        ZoneText = string.IsNullOrWhiteSpace(zone) ? usualZone : zone.Trim();
        Zone = Zones.Find(ZoneText);
        if (Zone is null)
        {
            AtText = at ?? "";
            ZoneFault = "There is no such time zone. Write it like Europe/Berlin or UTC.";
        }
        else if (string.IsNullOrWhiteSpace(at))
        {
            AtText = Zones.LocalOf(now, Zone).ToString(Shape, CultureInfo.InvariantCulture);
            (Instant, IsNow) = (now, true);
        }
        else if (DateTime.TryParseExact(at.Trim(), [Shape, "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is >= 1970 and < 2200)
        {
            AtText = local.ToString(Shape, CultureInfo.InvariantCulture);
            var read = LocalInstant.Of(local, Zone);
            (Instant, Kind) = (read.Instant, read.Kind);
        }
        else
        {
            AtText = at.Trim();
            AtFault = "This is no date and time between 1970 and 2199. Write it like 2026-03-29T02:30.";
        }
    }

    /// <summary>Name of the impact tier; null when it is not known yet.</summary>
    public string? Tier { get; }

    /// <summary>The local time as it stands in the field.</summary>
    public string AtText { get; }

    public string ZoneText { get; }

    public TimeZoneInfo? Zone { get; }

    /// <summary>The instant asked for; null when a field is wrong.</summary>
    public DateTimeOffset? Instant { get; }

    /// <summary>True when the address names no time.</summary>
    public bool IsNow { get; }

    /// <summary>Whether the clocks show the time once.</summary>
    public LocalKind Kind { get; }

    public string? AtFault { get; }

    public string? ZoneFault { get; }

    /// <summary>A sentence about a local time that the clocks skip or repeat; null for all others.</summary>
    public string? Remark => Kind switch
    {
        LocalKind.Skipped => $"The clocks in {ZoneText} skip {AtText[11..]} on this day. The first instant after the gap is taken.",
        LocalKind.Repeated => $"The clocks in {ZoneText} show {AtText[11..]} twice on this day. The first of the two is taken.",
        _ => null,
    };
}
