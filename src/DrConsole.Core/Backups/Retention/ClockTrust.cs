namespace DrConsole.Backups.Retention;

/// <summary>
/// Whether the clock may be believed when things are removed by time. A clock that jumped is left alone for a day: then it has either gone
/// on evenly, or was put right.
/// </summary>
/// <param name="LastAt">When retention last looked, by the console's clock.</param>
/// <param name="DoubtedUntil">Until then the clock is not believed; null when it is.</param>
public sealed record ClockTrust(DateTimeOffset LastAt, DateTimeOffset? DoubtedUntil)
{
    /// <summary>Difference from the database's clock that is no reason for doubt.</summary>
    public static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(1);

    /// <summary>Retention looks daily at least; a longer silence may be a jump.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromDays(3);

    /// <summary>How long a clock is left alone after a jump.</summary>
    public static readonly TimeSpan Quarantine = TimeSpan.FromDays(1);

    /// <summary>Judges the clock, and gives what to remember for the next time.</summary>
    /// <param name="before">What was remembered; null the first time.</param>
    /// <param name="newestBackup">The newest backup by its own instant: it cannot lie in the future.</param>
    /// <returns>What to remember, and why the clock is not believed now, or null.</returns>
    public static (ClockTrust Next, string? Doubt) Judge(ClockTrust? before, DateTimeOffset now, DateTimeOffset databaseNow, DateTimeOffset? newestBackup)
    {
        if ((now - databaseNow).Duration() > MostSkew)
        {
            return (Doubted(now), $"The clocks of console ({RetentionWords.At(now)}) and database ({RetentionWords.At(databaseNow)}) differ; set both by NTP.");
        }

        if (newestBackup > now + MostSkew)
        {
            return (Doubted(now), $"There is a backup of {RetentionWords.At(newestBackup.Value)}, which the console's clock ({RetentionWords.At(now)}) takes for the future; put the clock right.");
        }

        if (before is null)
        {
            return (new(now, null), null);
        }

        if (now < before.LastAt - MostSkew || now > before.LastAt + LongestSilence)
        {
            return (Doubted(now), $"The clock went from {RetentionWords.At(before.LastAt)} to {RetentionWords.At(now)} between two looks; removing waits for a day, so that a wrong clock can be put right.");
        }

        return now < before.DoubtedUntil
            ? (before with { LastAt = now }, $"The clock jumped lately; removing goes on after {RetentionWords.At(before.DoubtedUntil.Value)}.")
            : (new(now, null), null);
    }

    private static ClockTrust Doubted(DateTimeOffset now) => new(now, now + Quarantine);
}
