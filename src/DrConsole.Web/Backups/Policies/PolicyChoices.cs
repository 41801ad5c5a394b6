using DrConsole.Backups.Keys;
using DrConsole.Plans;
using DrConsole.Stores;
using DrConsole.Web.Plans;

namespace DrConsole.Web.Backups.Policies;

/// <summary>What a policy's form offers to choose from.</summary>
public sealed record PolicyChoices(IReadOnlyList<StoreRow> Stores, IReadOnlyList<string> Categories, IReadOnlyList<string> Systems);

/// <summary>Gathers what the form offers: stores in use, categories with a key, systems of the published plans.</summary>
public sealed class PolicyChoicesRead(IStoreQueries stores, IKeyQueries keys, IPlanQueries plans, PlanShelf shelf)
{
    public async Task<PolicyChoices> ReadAsync(CancellationToken ct)
    {
        List<string> systems = [];
        foreach (var version in (await plans.ListAsync(ct)).Select(plan => plan.Current?.VersionId).OfType<Guid>())
        {
            if (await shelf.VersionAsync(version, ct) is { } view)
            {
                systems.AddRange(view.Document.Systems.Select(system => system.Name));
            }
        }

        return new(
            [.. (await stores.ListAsync(ct)).Where(store => store.RetiredAt is null)], [.. (await keys.OverviewAsync(ct)).Categories.Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)],
            [.. systems.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)]);
    }
}
