using System.Text.RegularExpressions;

namespace DrConsole.People;

/// <summary>Time zones by their IANA names.</summary>
public static partial class Zones
{
    /// <summary>The zone of that name; null when there is none.</summary>
    public static TimeZoneInfo? Find(string? name) =>
        name is not null && Name().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    /// <summary>What a clock in the zone shows at that instant.</summary>
    public static DateTime LocalOf(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    // Names come from documents: nothing that could be a path beyond the zone files gets through.
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_+-]{0,40}(/[A-Za-z0-9_+-]{1,40}){0,2}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
