using System.Globalization;
using DrConsole.People;
using DrConsole.Plans.Edit;

namespace DrConsole.Backups.Policies;

/// <summary>
/// When a policy's runs are due: a function of the policy and the time alone. Local times are read in the policy's zone: one that the clocks
/// skip is due at the first instant after the gap, one that they show twice is due once. A schedule of every n minutes or hours follows the clock.
/// </summary>
public sealed class DueInstants
{
    private readonly CronSchedule? _cron;
    private readonly TimeZoneInfo _zone;
    private readonly IReadOnlyList<Blackout> _blackouts;
    private readonly TimeSpan _offset;

    /// <summary>Reads a schedule.</summary>
    /// <param name="cron">Five fields; null is never due.</param>
    /// <param name="zone">IANA name.</param>
    /// <param name="offset">Added to each instant; stable per policy, so that not all start at once.</param>
    public DueInstants(string? cron, string zone, IReadOnlyList<Blackout> blackouts, TimeSpan offset)
    {
        _cron = cron is null ? null : new(cron);
        _zone = Zones.Find(zone) ?? TimeZoneInfo.Utc; // a zone that vanished from this machine must not stop backups; the check of the policy says so
        (_blackouts, _offset) = (blackouts, offset);
    }

    /// <summary>The instants of a policy that is switched on; those of one that is off or deleted never come.</summary>
    public static DueInstants Of(BackupPolicy policy) => new(
        policy is { IsEnabled: true, DeletedAt: null } ? policy.Cron : null, policy.Zone, policy.BlackoutsOf(), TimeSpan.FromSeconds(policy.OffsetSeconds));

    /// <summary>All whose scheduled instant lies after <paramref name="from"/> and up to <paramref name="to"/>, in order.</summary>
    public IEnumerable<DueInstant> Between(DateTimeOffset from, DateTimeOffset to) => After(from).TakeWhile(due => due.ScheduledFor <= to);

    /// <summary>All whose scheduled instant lies after it, in order; without end where the schedule has none.</summary>
    public IEnumerable<DueInstant> After(DateTimeOffset instant) =>
        (_cron?.After(instant, _zone) ?? []).Select(run => new DueInstant(run.ToUniversalTime(), AfterBlackouts(run.ToUniversalTime() + _offset)));

    /// <summary>True when no run may start at that instant.</summary>
    public bool IsBlackedOut(DateTimeOffset instant) => EndOfBlackout(instant) is not null;

    /// <summary>The next instant, not before this one, at which a run may start.</summary>
    public DateTimeOffset AfterBlackouts(DateTimeOffset instant)
    {
        // Blackouts may follow one another; if together they covered all time, the last end that was found is as good as any.
        for (var turns = 0; turns < 2 * (_blackouts.Count + 1) && EndOfBlackout(instant) is { } end; turns++)
        {
            instant = end;
        }

        return instant;
    }

    private DateTimeOffset? EndOfBlackout(DateTimeOffset instant)
    {
        var today = DateOnly.FromDateTime(Zones.LocalOf(instant, _zone));
        var ends = _blackouts.SelectMany(blackout => new[] { today.AddDays(-1), today }.Select(day => Window(blackout, day)))
            .OfType<(DateTimeOffset Start, DateTimeOffset End)>().Where(window => window.Start <= instant && instant < window.End).Select(window => window.End).ToList();
        return ends.Count > 0 ? ends.Max() : null;
    }

    private (DateTimeOffset Start, DateTimeOffset End)? Window(Blackout blackout, DateOnly day)
    {
        if (blackout.Days.Count > 0 && !blackout.Days.Contains(day.DayOfWeek))
        {
            return null;
        }

        var (from, to) = (Time(blackout.From), Time(blackout.To));
        return (Instant(day, from), Instant(to <= from ? day.AddDays(1) : day, to));
    }

    private DateTimeOffset Instant(DateOnly day, TimeOnly time) => LocalInstant.Of(day.ToDateTime(time), _zone).Instant;

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>An instant at which a policy is due.</summary>
/// <param name="ScheduledFor">As the schedule says; it names the run.</param>
/// <param name="StartsAt">When it may start: after the policy's offset, and after a blackout that it falls into.</param>
public sealed record DueInstant(DateTimeOffset ScheduledFor, DateTimeOffset StartsAt);
