using System.Globalization;

namespace DrConsole.Web.Backups.Timeline;

/// <summary>The stretch of time that a timeline shows, with marks on its axis.</summary>
/// <param name="Days">Length.</param>
public sealed record TimelineRange(DateTimeOffset From, DateTimeOffset To, int Days)
{
    public const int UsualDays = 30;

    private const int Marks = 4;

    /// <summary>Lengths to choose from.</summary>
    public static IReadOnlyList<int> Choices { get; } = [1, 7, 30, 90, 365];

    /// <summary>The last days before an instant.</summary>
    public static TimelineRange Before(DateTimeOffset now, int? days)
    {
        var length = days is { } wanted && Choices.Contains(wanted) ? wanted : UsualDays;
        return new(now.AddDays(-length), now, length);
    }

    /// <summary>Places and words of the axis.</summary>
    public IEnumerable<(double Share, string Text)> Axis()
    {
        for (var mark = 0; mark <= Marks; mark++)
        {
            var share = mark / (double)Marks;
            var at = (From + ((To - From) * share)).UtcDateTime;
            yield return (share, at.ToString(Days <= 1 ? "HH:mm" : Days <= 90 ? "MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture));
        }
    }
}
