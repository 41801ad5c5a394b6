using System.Globalization;
using DrConsole.Plans.Edit;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Edit.Inputs;

/// <summary>The next five runs of a schedule, in its zone and in UTC, and what the changes of the clock in the coming year do to it.</summary>
public sealed partial class CronRuns(TimeProvider clock)
{
    private const int Shown = 5;

    private (string?, string?) _read;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private bool _isUnknownZone;
    private List<DateTimeOffset>? _runs;
    private IReadOnlyList<string> _clock = [];

    /// <summary>Five fields.</summary>
    [Parameter]
    public string? Expression { get; set; }

    /// <summary>IANA name; null is UTC.</summary>
    [Parameter]
    public string? Zone { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_read == (Expression, Zone))
        {
            return;
        }

        _read = (Expression, Zone);
        _runs = null;
        if (string.IsNullOrWhiteSpace(Expression) || CronSchedule.Fault(Expression) is not null)
        {
            return;
        }

        var schedule = new CronSchedule(Expression);
        _isUnknownZone = !TimeZoneInfo.TryFindSystemTimeZoneById(string.IsNullOrWhiteSpace(Zone) ? "UTC" : Zone, out var zone);
        _zone = zone ?? TimeZoneInfo.Utc;
        var now = clock.GetUtcNow();
        _runs = [.. schedule.After(now, _zone).Take(Shown)];
        _clock = [.. ClockWords.Of(ClockChange.InYearAfter(now, _zone, schedule), schedule.FollowsClock, _zone.Id)];
    }

    private static string Say(DateTimeOffset at, string format) => at.ToString(format, CultureInfo.InvariantCulture);
}
