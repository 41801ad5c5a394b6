namespace DrConsole.Reports;

/// <summary>
/// What is usual for a figure, from its own history: median ± 3 median absolute deviations (Leys et al. 2013, doi:10.1016/j.jesp.2013.03.013,
/// prefer it to mean and standard deviation, which one outlier moves), never narrower than a twentieth of the median, and a hard floor at half of it.
/// </summary>
public sealed record NormalBand(double Median, double Low, double High)
{
    /// <summary>With fewer values nobody can say what is usual.</summary>
    public const int LeastValues = 5;

    private const double Deviations = 3;
    private const double NarrowestShare = 0.05;
    private const double FloorShare = 0.5;

    /// <summary>The band; null while there are too few values.</summary>
    public static NormalBand? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count < LeastValues)
        {
            return null;
        }

        var median = Quantiles.Median(values);
        var deviation = Quantiles.Median([.. values.Select(value => Math.Abs(value - median))]);
        var reach = Math.Max(Deviations * deviation, NarrowestShare * median);
        return new(median, Math.Max(median - reach, FloorShare * median), median + reach);
    }

    /// <summary>True for a value that is not usual.</summary>
    public bool IsOutside(double value) => value < Low || value > High;
}

/// <summary>Quantiles of a few values.</summary>
internal static class Quantiles
{
    public static double Median(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The smallest value that at least this share of the values does not exceed (nearest rank).</summary>
    public static double NearestRank(IReadOnlyCollection<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
