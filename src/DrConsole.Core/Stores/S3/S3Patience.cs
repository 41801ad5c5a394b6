namespace DrConsole.Stores.S3;

/// <summary>How long a server is waited for, and how often it is asked again.</summary>
internal sealed record S3Patience
{
    /// <summary>Longest time without an answer, beside the time that the bytes need at <see cref="SlowestRate"/>.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes in a second below which a transfer counts as stuck: three parts at once over a line of 1 Mbit/s are faster.</summary>
    public int SlowestRate { get; init; } = 32 * 1024;

    /// <summary>After so long no further attempt is begun.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Wait before the second attempt; doubles with each further one, with jitter, up to <see cref="LongestDelay"/>.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(300);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time for an attempt that moves so many bytes.</summary>
    public TimeSpan For(long bytes) => Answer + TimeSpan.FromSeconds((double)bytes / SlowestRate);
}
