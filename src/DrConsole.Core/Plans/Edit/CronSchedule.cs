using DrConsole.Platform;

namespace DrConsole.Plans.Edit;

/// <summary>
/// A five-field cron expression in a time zone, as Vixie cron runs it: when both day fields are restricted, either is enough. A run at a fixed
/// time that the clock skips is made as soon as the clock has jumped, and one in an hour that comes twice is made once; a schedule whose minute
/// or hour begins with <c>*</c> follows the clock, and so loses or repeats runs. (Quartz has no "either day" and needs a sixth field.)
/// </summary>
public sealed class CronSchedule
{
    private const int HorizonDays = (8 * 366) + 2; // from one 29 February to the next, over a century that has none

    private const int DaysOfGaps = 1500; // four years and a bit: 29 February comes twice in them

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly CronField _minute;
    private readonly CronField _hour;
    private readonly CronField _day;
    private readonly CronField _month;
    private readonly CronField _weekday;

    /// <summary>Reads the expression.</summary>
    /// <exception cref="RefusedException">It cannot be read; the message says where.</exception>
    public CronSchedule(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var fields = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
        {
            throw new RefusedException("cron_unreadable", "A schedule has five fields: minute, hour, day of the month, month, day of the week. E.g. 30 2 * * * is every day at 02:30.");
        }

        _minute = CronField.Read("minute", fields[0], 0, 59);
        _hour = CronField.Read("hour", fields[1], 0, 23);
        _day = CronField.Read("day of the month", fields[2], 1, 31);
        _month = CronField.Read("month", fields[3], 1, 12, Months);
        _weekday = CronField.Read("day of the week", fields[4], 0, 7, Days);
        if (!AnyDay())
        {
            throw new RefusedException("cron_never", "This date never comes.");
        }
    }

    /// <summary>Whether it follows the clock when that is changed, instead of making each run once.</summary>
    public bool FollowsClock => _minute.BeginsWithStar || _hour.BeginsWithStar;

    /// <summary>What is wrong with an expression; null when it can be read.</summary>
    public static string? Fault(string expression)
    {
        try
        {
            _ = new CronSchedule(expression);
            return null;
        }
        catch (RefusedException unreadable)
        {
            return unreadable.Message;
        }
    }

    /// <summary>The longest time between two runs, in minutes, on a clock that is never changed; null when the expression cannot be read, or never runs.</summary>
    public static double? LongestGap(string expression) => Fault(expression) is null ? new CronSchedule(expression).LongestGap() : null;

    /// <summary>The runs after an instant, in order. Ends when no further one comes within eight years of the last.</summary>
    public IEnumerable<DateTimeOffset> After(DateTimeOffset instant, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime).AddDays(-1);
        var last = instant;
        var waiting = new SortedSet<DateTimeOffset>(); // an hour that comes twice may reach over midnight: a day is given out half a day later
        for (var quiet = 0; quiet < HorizonDays && day < DateOnly.MaxValue.AddDays(-2); quiet++, day = day.AddDays(1))
        {
            foreach (var run in RunsOf(day, zone))
            {
                waiting.Add(run);
            }

            var noon = InstantsOf(day.ToDateTime(new TimeOnly(12, 0)), zone, false).First();
            while (waiting.Count > 0 && waiting.Min < noon)
            {
                var run = waiting.Min;
                waiting.Remove(run);
                if (run > last)
                {
                    (last, quiet) = (run, 0);
                    yield return run;
                }
            }
        }
    }

    /// <summary>The local times of a day on which it is to run, whether or not the clock shows them.</summary>
    internal IEnumerable<DateTime> TimesOf(DateOnly day)
    {
        if (!MeansDay(day))
        {
            yield break;
        }

        for (var minute = 0; minute < 24 * 60; minute++)
        {
            if (_hour.Means(minute / 60) && _minute.Means(minute % 60))
            {
                yield return day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
            }
        }
    }

    private double? LongestGap()
    {
        var (day, before, longest) = (new DateOnly(2024, 1, 1), (DateTime?)null, TimeSpan.Zero);
        var times = TimesOf(NextDay(day)).Select(time => time.TimeOfDay).ToList(); // the same on every day that is meant
        for (var end = day.AddDays(DaysOfGaps); day < end; day = day.AddDays(1))
        {
            foreach (var time in MeansDay(day) ? times : [])
            {
                var now = day.ToDateTime(TimeOnly.MinValue) + time;
                longest = before is { } last && now - last > longest ? now - last : longest;
                before = now;
            }
        }

        return longest > TimeSpan.Zero ? longest.TotalMinutes : null;
    }

    private DateOnly NextDay(DateOnly day) => Enumerable.Range(0, HorizonDays).Select(day.AddDays).First(MeansDay);

    private IEnumerable<DateTimeOffset> RunsOf(DateOnly day, TimeZoneInfo zone) => TimesOf(day).SelectMany(local => InstantsOf(local, zone, FollowsClock));

    private static IEnumerable<DateTimeOffset> InstantsOf(DateTime local, TimeZoneInfo zone, bool followsClock)
    {
        if (zone.IsInvalidTime(local))
        {
            return followsClock ? [] : [AfterGap(local, zone)];
        }

        if (zone.IsAmbiguousTime(local))
        {
            var both = zone.GetAmbiguousTimeOffsets(local).Select(offset => new DateTimeOffset(local, offset)).Order();
            return followsClock ? both : both.Take(1);
        }

        return [new DateTimeOffset(local, zone.GetUtcOffset(local))];
    }

    private static DateTimeOffset AfterGap(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return new(local, zone.GetUtcOffset(local));
    }

    private bool MeansDay(DateOnly day)
    {
        var weekday = (int)day.DayOfWeek;
        var (byDay, byWeekday) = (_day.Means(day.Day), _weekday.Means(weekday) || (weekday == 0 && _weekday.Means(7)));
        return _month.Means(day.Month) && (_day.BeginsWithStar || _weekday.BeginsWithStar ? byDay && byWeekday : byDay || byWeekday);
    }

    private bool AnyDay()
    {
        var leapYear = new DateOnly(2028, 1, 1);
        return Enumerable.Range(0, HorizonDays).Any(offset => MeansDay(leapYear.AddDays(offset)));
    }
}
