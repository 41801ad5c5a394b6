namespace DrConsole.Stores;

/// <summary>Whether data may lie in a store, by where the store was seen to be.</summary>
public static class Residency
{
    /// <summary>Why a store may not be used; null when it may.</summary>
    /// <param name="allowed">Regions, as probes name them; empty is anywhere.</param>
    /// <param name="facts">Null before the first probe: then nobody knows where it is, which is not good enough.</param>
    public static string? Violation(string storeName, IReadOnlyCollection<string> allowed, StoreFacts? facts)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        return allowed.Count == 0 || (facts?.Region is { } region && allowed.Contains(region, StringComparer.OrdinalIgnoreCase))
            ? null
            : $"Data must stay in {string.Join(", ", allowed)}, and “{storeName}” {(facts?.Region is { } seen ? $"is in {seen}" : "was not seen to be there: its region is unknown")}. Choose another store, or allow that region.";
    }
}
