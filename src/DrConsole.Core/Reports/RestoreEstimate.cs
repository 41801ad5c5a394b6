namespace DrConsole.Reports;

/// <summary>How long a restore would take today, from restores that were measured. Machine time alone: deciding, finding people and machines is not in it.</summary>
/// <param name="MeasuredAt">When the newest of them ended.</param>
/// <param name="Parts">Its parts, in order.</param>
/// <param name="Total">Of the newest one, scaled to today's size.</param>
/// <param name="Half">Half of the last restores took no longer (scaled).</param>
/// <param name="Most">95 of 100 took no longer (scaled).</param>
/// <param name="Count">How many restores this rests on.</param>
public sealed record RestoreEstimate(DateTimeOffset MeasuredAt, IReadOnlyList<RestorePart> Parts, TimeSpan Total, TimeSpan Half, TimeSpan Most, int Count)
{
    private const double P50 = 0.5;
    private const double P95 = 0.95;

    /// <summary>How many times larger today's backup is than the measured one; 1 when it is not larger.</summary>
    public double Growth { get; private init; } = 1;

    /// <summary>The estimate; null when no restore was measured.</summary>
    /// <param name="newestFirst">Measured restores.</param>
    /// <param name="bytesToday">Size of what would be restored now; null scales nothing.</param>
    public static RestoreEstimate? Of(IReadOnlyList<MeasuredRestore> newestFirst, long? bytesToday)
    {
        var measured = newestFirst.Where(restore => restore.Steps.Count > 0).ToList();
        if (measured is not [var last, ..])
        {
            return null;
        }

        var growth = GrowthOf(last, bytesToday);
        var totals = measured.ConvertAll(restore => Seconds(restore) * GrowthOf(restore, bytesToday));
        return new(
            last.EndedAt, [.. last.Steps.Select(step => new RestorePart(step.Name, TimeSpan.FromSeconds(step.Seconds), TimeSpan.FromSeconds(step.Seconds * growth)))],
            TimeSpan.FromSeconds(totals[0]), TimeSpan.FromSeconds(Quantiles.NearestRank(totals, P50)), TimeSpan.FromSeconds(Quantiles.NearestRank(totals, P95)), totals.Count)
        {
            Growth = growth,
        };
    }

    private static double Seconds(MeasuredRestore restore) => restore.Steps.Sum(step => step.Seconds);

    // Never below what was measured: part of the time does not depend on the size.
    private static double GrowthOf(MeasuredRestore restore, long? bytesToday) =>
        bytesToday is { } today && restore.PlainBytes > 0 ? Math.Max(1, (double)today / restore.PlainBytes) : 1;
}

/// <summary>A part of a restore.</summary>
/// <param name="Measured">As it was.</param>
/// <param name="Today">Scaled to today's size.</param>
public sealed record RestorePart(string Name, TimeSpan Measured, TimeSpan Today);
