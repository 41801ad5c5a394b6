namespace DrConsole.Plans.Edit;

/// <summary>A change of the clock in a zone, and what it does to a schedule.</summary>
/// <param name="Day">Local date.</param>
/// <param name="From">Local time at which the clock is changed.</param>
/// <param name="To">What it shows then.</param>
/// <param name="Runs">Local times of the runs that fall into the skipped or repeated time.</param>
public sealed record ClockChange(DateOnly Day, TimeOnly From, TimeOnly To, IReadOnlyList<TimeOnly> Runs)
{
    /// <summary>The clock jumps ahead: times are missing. Otherwise times come twice.</summary>
    public required bool IsForward { get; init; }

    /// <summary>The changes of the clock in the year after an instant; none in a zone without daylight saving.</summary>
    public static IReadOnlyList<ClockChange> InYearAfter(DateTimeOffset instant, TimeZoneInfo zone, CronSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(schedule);
        var found = new List<ClockChange>();
        var end = instant.AddYears(1);
        for (var (hour, offset) = (instant, zone.GetUtcOffset(instant)); hour < end; hour = hour.AddHours(1))
        {
            var next = zone.GetUtcOffset(hour.AddHours(1));
            if (next != offset)
            {
                found.Add(Of(Turn(hour, offset, zone), offset, next, schedule));
                offset = next;
            }
        }

        return found;
    }

    // The minute at which the offset is another.
    private static DateTimeOffset Turn(DateTimeOffset hour, TimeSpan offset, TimeZoneInfo zone)
    {
        var minute = new DateTimeOffset(hour.Ticks - (hour.Ticks % TimeSpan.TicksPerMinute), hour.Offset);
        while (zone.GetUtcOffset(minute) == offset)
        {
            minute = minute.AddMinutes(1);
        }

        return minute;
    }

    private static ClockChange Of(DateTimeOffset turn, TimeSpan before, TimeSpan after, CronSchedule schedule)
    {
        var (from, to) = (turn.ToOffset(before).DateTime, turn.ToOffset(after).DateTime);
        var (first, last) = from < to ? (from, to) : (to, from);
        var runs = new[] { first, last }.Select(DateOnly.FromDateTime).Distinct().SelectMany(schedule.TimesOf).Where(run => run >= first && run < last);
        return new(DateOnly.FromDateTime(from), TimeOnly.FromDateTime(from), TimeOnly.FromDateTime(to), [.. runs.Select(TimeOnly.FromDateTime)]) { IsForward = from < to };
    }
}
