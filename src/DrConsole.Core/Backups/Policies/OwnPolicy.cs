using DrConsole.Access;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Sources;
using DrConsole.Database;
using DrConsole.Plans;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Policies;

/// <summary>The console's backup of itself, which exists from its first start: whoever loses the console must not lose the plan, the evidence and the keys with it.</summary>
public sealed class OwnPolicy(AuditedChanges changes, PolicyCommands policies, IDbContextFactory<DrDbContext> contexts, TimeProvider clock)
{
    /// <summary>Name of the console's own backups in every store.</summary>
    public const string Source = "drconsole";

    /// <summary>Makes the policy where there is none, and returns its id when it was made.</summary>
    /// <param name="storeIds">Stores that get a copy; an administrator adds others, at another site, later.</param>
    public async Task<Guid?> EnsureAsync(Actor actor, IReadOnlyList<Guid> storeIds, CancellationToken ct)
    {
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            if (await db.BackupPolicies.AnyAsync(policy => policy.IsOwn, ct))
            {
                return null;
            }
        }

        var made = await changes.ApplyAsync(actor, Guid.CreateVersion7(clock.GetUtcNow()), Right.ManageBackups, change => policies.CreateAsync(change, Draft(storeIds), isOwn: true, ct), ct);
        return made.Id;
    }

    private static PolicyDraft Draft(IReadOnlyList<Guid> storeIds) => new()
    {
        Name = "DR Console itself", Source = Source, SystemName = "DR Console", Settings = new ConsoleSettings(), KeyCategory = KeyNames.Console, StoreIds = storeIds,
        Cron = "17 */6 * * *", Retention = [new(RetentionKind.Count, 8), new(RetentionKind.Daily, 14), new(RetentionKind.Weekly, 8), new(RetentionKind.Monthly, 12)],
        VerifyLevel = VerificationLevel.Content, RestoreTestDays = 7, RpoMinutes = 12 * 60, RtoMinutes = 60,
    };
}
