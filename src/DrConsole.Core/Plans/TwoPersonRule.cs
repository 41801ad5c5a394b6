using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans;

/// <summary>Whether a plan is published only after somebody approved it who had no hand in it. On, until somebody turns it off.</summary>
public sealed class TwoPersonRule(IDbContextFactory<DrDbContext> contexts, AuditedChanges changes)
{
    private const string Key = "plans.two-person-rule";
    private const string Off = "off";
    private const string On = "on";

    /// <summary>Whether it holds now.</summary>
    public async Task<bool> IsOnAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await IsOnAsync(db, ct);
    }

    /// <summary>Turns it on or off for all plans.</summary>
    public Task<bool> SetAsync(Actor actor, Guid commandId, bool isOn, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageAccess, async change =>
        {
            var (before, value) = (await IsOnAsync(change.Db, ct), isOn ? On : Off);
            await change.Db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO console_setting (key, value, changed_by_name, changed_at) VALUES ({Key}, {value}, {actor.Name}, {change.At})
                ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_by_name = excluded.changed_by_name, changed_at = excluded.changed_at
                """,
                ct);
            change.Record(AuditChain.Console, "setting.changed", new { setting = Key, from = before ? On : Off, to = value });
            change.Signal(Topic.Plans);
            return isOn;
        }, ct);

    internal static async Task<bool> IsOnAsync(DrDbContext db, CancellationToken ct) =>
        !await db.Settings.AnyAsync(setting => setting.Key == Key && setting.Value == Off, ct);

    /// <summary>True when somebody had a hand in the draft: themselves, by a token that they made, or as a token that one of the authors made.</summary>
    internal static Task<bool> HadAHandAsync(DrDbContext db, PlanDraft draft, Guid id, string name, CancellationToken ct) => SamePerson.IsAmongAsync(db, draft.AuthorIds, id, name, ct);
}
