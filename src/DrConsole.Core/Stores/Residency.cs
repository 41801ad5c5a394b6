using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

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
            : $"Data must stay in {string.Join(", ", allowed)}, and “{storeName}” {(facts?.Region is { } seen ? $"is in {seen}" : "was not seen to be there: its region is unknown")}. Choose another store, allow that region, or state where a directory stands with ?region=… in its address.";
    }

    /// <summary>Every store of a policy that is not allowed by what is known of it now; in the order of the policies' names.</summary>
    internal static async Task<IReadOnlyList<ResidencyViolation>> ViolationsAsync(DrDbContext db, CancellationToken ct)
    {
        var bound = await db.BackupPolicies.AsNoTracking().Where(policy => policy.DeletedAt == null && policy.AllowedRegions.Length > 0).OrderBy(policy => policy.Name)
            .Select(policy => new { policy.Id, policy.Name, policy.StoreIds, policy.AllowedRegions }).ToListAsync(ct);
        var used = bound.SelectMany(policy => policy.StoreIds).Distinct().ToList();
        var stores = await db.Stores.AsNoTracking().Where(store => used.Contains(store.Id)).ToDictionaryAsync(store => store.Id, ct);
        return
        [
            .. from policy in bound
               from id in policy.StoreIds
               where stores.ContainsKey(id)
               let text = Violation(stores[id].Name, policy.AllowedRegions, StoreForm.Facts(stores[id]))
               where text is not null
               select new ResidencyViolation(policy.Id, policy.Name, id, stores[id].Name, text),
        ];
    }
}

/// <summary>A store that a policy writes to and that does not lie where the policy's data must stay.</summary>
/// <param name="Text">Cause and cure.</param>
public sealed record ResidencyViolation(Guid PolicyId, string PolicyName, Guid StoreId, string StoreName, string Text);
