using DrConsole.Database;
using DrConsole.People;
using DrConsole.Plans;
using Microsoft.EntityFrameworkCore;
using PlanPolicy = DrConsole.Plans.BackupPolicy;

namespace DrConsole.Backups.Policies;

/// <summary>Reads from the published plans which policies they ask for, so that nobody types them again.</summary>
internal static class PolicyProposals
{
    public static async Task<IReadOnlyList<PolicyProposal>> ReadAsync(DrDbContext db, CancellationToken ct)
    {
        var policies = await db.BackupPolicies.Where(policy => policy.DeletedAt == null).Select(policy => new { policy.PlanItemKey, policy.Name }).ToListAsync(ct);
        var carriedOut = policies.Select(policy => policy.PlanItemKey).ToHashSet(StringComparer.Ordinal);
        var names = policies.Select(policy => policy.Name).ToHashSet(StringComparer.OrdinalIgnoreCase); // made by hand for what the plan calls the same
        var stores = await db.Stores.Where(store => store.RetiredAt == null).Select(store => new { store.Id, store.Name }).ToListAsync(ct);
        var versions = await db.PlanVersions.AsNoTracking()
            .Where(version => !db.PlanVersions.Any(newer => newer.PlanId == version.PlanId && newer.Number > version.Number)).OrderBy(version => version.Title).ToListAsync(ct);
        return [.. versions.SelectMany(version =>
        {
            var plan = PlanDocumentBytes.Read(version.Document);
            return plan.Backups.Where(policy => !carriedOut.Contains(policy.Key) && !names.Contains(policy.What)).Select(policy =>
            {
                var storeIds = stores.Where(store => policy.Destinations.Contains(store.Name, StringComparer.OrdinalIgnoreCase)).Select(store => store.Id).ToList();
                var draft = Draft(plan, policy, storeIds);
                return new PolicyProposal(version.Id, version.Title, policy.Key, policy.What, draft, [.. Missing(policy, draft)]);
            });
        })];
    }

    private static ProposedPolicy Draft(PlanDocument plan, PlanPolicy policy, IReadOnlyList<Guid> storeIds)
    {
        var objectives = plan.Objectives.Where(objective => string.Equals(objective.Scope, policy.System ?? policy.What, StringComparison.OrdinalIgnoreCase)).ToList();
        return new(
            policy.What, policy.System, Kind(policy), policy.Cron, Zones.Find(policy.Zone) is null ? "UTC" : policy.Zone!, policy.RetentionRules, storeIds,
            objectives.Min(objective => objective.RpoMinutes), objectives.Min(objective => objective.RtoMinutes));
    }

    private static string? Kind(PlanPolicy policy) => policy.SourceKind switch
    {
        BackupSourceKind.PostgreSql => policy.Mode is BackupMode.Log or BackupMode.Continuous ? "postgres-physical" : "postgres",
        BackupSourceKind.MySql => "mariadb",
        BackupSourceKind.MongoDb => "mongodb",
        BackupSourceKind.Redis => "redis",
        BackupSourceKind.Files or BackupSourceKind.Configuration or BackupSourceKind.Code or BackupSourceKind.Logs => "files",
        BackupSourceKind.Kubernetes => "kubernetes",
        BackupSourceKind.Terraform => "terraform",
        BackupSourceKind.Secrets => "key-vault",
        _ => null,
    };

    private static IEnumerable<string> Missing(PlanPolicy policy, ProposedPolicy draft)
    {
        if (draft.SourceKind is null)
        {
            yield return "What kind of source it is: the plan does not say, or it is one that the console cannot back up.";
        }

        yield return "Where the source is, and who may read it.";
        if (policy.Cron is null && policy.Mode is not (BackupMode.OnChange or BackupMode.Continuous))
        {
            yield return policy.Frequency is { } frequency ? $"When it runs: the plan says “{frequency}” and no times." : "When it runs.";
        }

        if (draft.StoreIds.Count < policy.Destinations.Count || policy.Destinations.Count == 0)
        {
            yield return policy.Destinations.Count == 0 ? "Which stores get a copy." : $"Stores for {string.Join(", ", policy.Destinations)}: not all of them are stores of this console by that name.";
        }

        if (draft.Retention.Count == 0)
        {
            yield return "How long backups are kept.";
        }

        yield return "The category of its data, which chooses the key.";
        if (policy.Residency is { } residency)
        {
            yield return $"The regions of its copies: the plan says “{residency}”.";
        }
    }
}
