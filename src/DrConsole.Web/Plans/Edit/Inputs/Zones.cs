namespace DrConsole.Web.Plans.Edit.Inputs;

/// <summary>Time zones to choose from.</summary>
internal static class Zones
{
    /// <summary>IANA names, sorted.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId).Select(zone => zone.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
