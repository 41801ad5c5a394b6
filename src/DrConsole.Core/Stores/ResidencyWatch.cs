using DrConsole.Access;
using DrConsole.Alarms;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Stores;

/// <summary>
/// Says where a store was seen, by whatever probe, outside of the regions that a policy allows. A run leaves such a store out by the same judgement
/// (<see cref="Residency"/>), so that the alarm is not all that happens.
/// </summary>
public sealed class ResidencyWatch(IDbContextFactory<DrDbContext> contexts, AlarmCommands alarms)
{
    /// <summary>Looks once: raises what is wrong, clears what is right again. The alarm is about the policy and names each store.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var wrong = (await Residency.ViolationsAsync(db, ct)).GroupBy(violation => (violation.PolicyId, violation.PolicyName)).ToDictionary(
            group => group.Key.PolicyId.ToString(),
            group => $"“{group.Key.PolicyName}” writes no new copy to {string.Join(" and ", group.Select(violation => $"“{violation.StoreName}”"))}. {string.Join(' ', group.Select(violation => violation.Text))} "
                + "What was written there before stays until it is removed: see to it that it goes.",
            StringComparer.Ordinal);
        await alarms.SettleAsync(Actor.Watchdog, AlarmKind.ResidencyViolated, wrong, ct);
    }
}
