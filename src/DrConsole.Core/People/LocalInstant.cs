namespace DrConsole.People;

/// <summary>
/// The instant that a local time means. A local time that the clocks skip means the first instant after the gap; one that they show twice
/// means the first of the two. Debian's cron(8) treats its jobs so, and it is the only reading that keeps the order of local times and
/// lets nobody wait longer than the plan says.
/// </summary>
/// <param name="Instant">In UTC.</param>
public sealed record LocalInstant(DateTimeOffset Instant, LocalKind Kind)
{
    // No zone was ever further from UTC; no zone changes its offset twice within the step.
    private static readonly TimeSpan Reach = TimeSpan.FromHours(16);
    private static readonly TimeSpan Step = TimeSpan.FromHours(4);

    /// <summary>
    /// The first instant at which the zone's clocks show that time or a later one. Only the zone's offset at UTC instants is asked:
    /// what the framework says of local times is wrong where a whole day was skipped (Pacific/Apia, 30 December 2011).
    /// </summary>
    public static LocalInstant Of(DateTime local, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var asked = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        LocalInstant? first = null;
        foreach (var (start, end, offset) in Stretches(asked - Reach, asked + Reach, zone))
        {
            var at = asked - offset;
            if (at >= start && at < end)
            {
                if (first is { } earlier)
                {
                    return earlier with { Kind = LocalKind.Repeated };
                }

                first = new(new(at, TimeSpan.Zero), LocalKind.Usual);
            }
            else if (first is null && start + offset > asked)
            {
                return new(new(start, TimeSpan.Zero), LocalKind.Skipped);
            }
        }

        return first ?? throw new InvalidOperationException($"The zone {zone.Id} is further from UTC than any known zone.");
    }

    private static IEnumerable<(DateTime Start, DateTime End, TimeSpan Offset)> Stretches(DateTime from, DateTime to, TimeZoneInfo zone)
    {
        var start = from;
        for (var at = from; at < to; at += Step)
        {
            var next = at + Step;
            if (zone.GetUtcOffset(at) != zone.GetUtcOffset(next))
            {
                var change = Change(at, next, zone);
                yield return (start, change, zone.GetUtcOffset(at));
                start = change;
            }
        }

        yield return (start, to, zone.GetUtcOffset(to));
    }

    // The first second with the new offset.
    private static DateTime Change(DateTime before, DateTime after, TimeZoneInfo zone)
    {
        var old = zone.GetUtcOffset(before);
        var (low, high) = (before.Ticks / TimeSpan.TicksPerSecond, after.Ticks / TimeSpan.TicksPerSecond);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = zone.GetUtcOffset(new DateTime(middle * TimeSpan.TicksPerSecond, DateTimeKind.Utc)) == old ? (middle, high) : (low, middle);
        }

        return new(high * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
    }
}

/// <summary>How often the clocks show a local time.</summary>
public enum LocalKind
{
    Usual,

    /// <summary>Never: they jump over it.</summary>
    Skipped,

    /// <summary>Twice.</summary>
    Repeated,
}
