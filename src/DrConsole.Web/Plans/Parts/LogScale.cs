namespace DrConsole.Web.Plans.Parts;

/// <summary>A logarithmic scale of minutes that begins at zero and ends at the first mark that holds the largest value.</summary>
/// <param name="Marks">Minutes at which the axis is labelled.</param>
public sealed record LogScale(IReadOnlyList<double> Marks)
{
    private static readonly double[] AllMarks = [0, 5, 15, 60, 240, 1440, 10080, 43200, 525600];

    /// <summary>The shortest scale on which that many minutes fit.</summary>
    public static LogScale Upto(double minutes) =>
        new([.. AllMarks.TakeWhile(mark => mark == 0 || mark < minutes), AllMarks.FirstOrDefault(mark => mark >= minutes && mark > 0, AllMarks[^1])]);

    /// <summary>Where a value lies: 0 is the beginning, 1 the end.</summary>
    public double Position(double minutes) => Math.Clamp(Math.Log(1 + Math.Max(0, minutes)) / Math.Log(1 + Marks[^1]), 0, 1);
}
