using System.Globalization;
using DrConsole.Backups.Catalogue;
using DrConsole.Verification;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Backups.Timeline;

/// <summary>A source's timeline as it is drawn: points that would lie on one another are drawn as one, the best proven of them; gaps are found by comparison with the usual distance.</summary>
public sealed class TimelineLane
{
    private const int Places = 120; // more cannot be told apart on a wide screen, nor walked through by keyboard
    private const double GapFactor = 1.75;

    private readonly DateTimeOffset _from;
    private readonly double _seconds;

    public TimelineLane(SourceTimeline source, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(source);
        (_from, _seconds) = (from, (to - from).TotalSeconds);
        Marks = [.. source.Points.GroupBy(point => (int)(Places * Share(point.At))).OrderBy(group => group.Key).Select(Drawn)];
        Gaps = [.. GapsOf(source, to)];
        Windows = [.. source.Windows.Select(window => new DrawnSpan(Share(window.From), Share(window.Until), window.IsProven))];
    }

    public IReadOnlyList<DrawnMark> Marks { get; }

    /// <summary>Stretches longer than usual without any point.</summary>
    public IReadOnlyList<DrawnSpan> Gaps { get; }

    /// <summary>Stretches each of whose instants can be restored.</summary>
    public IReadOnlyList<DrawnSpan> Windows { get; }

    private double Share(DateTimeOffset at) => Math.Clamp((at - _from).TotalSeconds / _seconds, 0, 1);

    private DrawnMark Drawn(IGrouping<int, TimelinePoint> near)
    {
        var best = near.OrderByDescending(point => point.ProvenAt is not null).ThenByDescending(point => point.VerifiedLevel).ThenByDescending(point => point.At).First();
        var more = near.Count() - 1;
        var words = string.Create(CultureInfo.InvariantCulture, $"{best.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {ProofWords.Proof(best.VerifiedLevel, best.ProvenAt)}{(best.MissingCopies > 0 ? ", a copy is missing" : "")}{(more > 0 ? $", and {more} more near it" : "")}");
        return new(best.BackupId, Share(best.At), KindOf(best), words);
    }

    private static PointKind KindOf(TimelinePoint point) => point switch
    {
        { ProvenAt: not null } => PointKind.Proven,
        { VerifiedLevel: >= VerificationLevel.ReadBack } => PointKind.ReadBack,
        _ => PointKind.Unexamined,
    };

    // The end of the range is no point, but the time since the newest one is a gap like any other.
    private IEnumerable<DrawnSpan> GapsOf(SourceTimeline source, DateTimeOffset to)
    {
        var points = source.Points.Select(point => point.At).ToList();
        if (points.Count < 4 || source.Windows.Count > 0)
        {
            yield break;
        }

        var distances = points.Zip(points.Skip(1), (one, next) => next - one).Order().ToList();
        var usual = distances[distances.Count / 2];
        foreach (var (one, next) in points.Zip(points.Skip(1).Append(to)))
        {
            if (next - one > usual * GapFactor && next - one > TimeSpan.FromMinutes(1))
            {
                yield return new(Share(one), Share(next), false) { Words = $"no backup for {Durations.Say(next - one)}" };
            }
        }
    }
}

/// <summary>How far a point is proven, by its shape.</summary>
public enum PointKind
{
    /// <summary>A full diamond.</summary>
    Proven,

    /// <summary>A half-full circle.</summary>
    ReadBack,

    /// <summary>An empty circle.</summary>
    Unexamined,
}

/// <summary>A point as it is drawn.</summary>
/// <param name="Share">0 is the beginning of the range, 1 its end.</param>
public sealed record DrawnMark(Guid BackupId, double Share, PointKind Kind, string Words)
{
    public string At => string.Create(CultureInfo.InvariantCulture, $"{100 * Share:0.##}%");
}

/// <summary>A stretch as it is drawn.</summary>
public sealed record DrawnSpan(double From, double To, bool IsProven)
{
    public string? Words { get; init; }

    public string X => string.Create(CultureInfo.InvariantCulture, $"{100 * From:0.##}%");

    public string Width => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0.3, 100 * (To - From)):0.##}%");
}
