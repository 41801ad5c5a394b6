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
        var wrong = (await Residency.ViolationsAsync(db, ct)).GroupBy(violation => violation.PolicyId).ToDictionary(group => group.Key.ToString(), group => Text([.. group]), StringComparer.Ordinal);
        await alarms.SettleAsync(Actor.Watchdog, AlarmKind.ResidencyViolated, wrong, ct);
    }

    private static string Text(List<ResidencyViolation> violations) =>
        $"“{violations[0].PolicyName}” writes no new copy to {string.Join(" and ", violations.Select(violation => $"“{violation.StoreName}”"))}. {string.Join(' ', violations.Select(violation => violation.Text))} "
        + "What was written there before stays until it is removed: see to it that it goes.";
}
