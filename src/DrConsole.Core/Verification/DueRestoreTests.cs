using System.Globalization;
using DrConsole.Access;
using DrConsole.Alarms;
using DrConsole.Backups;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Verification;

/// <summary>
/// Asks for the restore tests that policies promise, and says so where the proof is too old. Whoever calls it, how often and from how many nodes
/// does not matter: of a policy one drawn test waits or works.
/// </summary>
public sealed class DueRestoreTests(AuditedChanges changes, AlarmCommands alarms, IDbContextFactory<DrDbContext> contexts, TimeProvider clock)
{
    private static readonly string[] Drawn = [VerificationChoice.Random, VerificationChoice.Quarterly];

    // Levels are words in the database: they are named, because words are not in order.
    private static readonly VerificationLevel[] Restoring = [VerificationLevel.Restored, VerificationLevel.Content];

    /// <summary>Looks at all policies. Returns how many tests were asked for.</summary>
    public async Task<int> PlanAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var policies = await db.BackupPolicies.AsNoTracking().Where(policy => policy.DeletedAt == null && policy.RestoreTestDays != null).OrderBy(policy => policy.Id).ToListAsync(ct);
        var (asked, old) = (0, new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var policy in policies)
        {
            asked += await ChooseAsync(db, policy, ct) is null ? 0 : await AskAsync(policy.Id, ct) ? 1 : 0;
            if (await TooOldAsync(db, policy, ct) is { } text)
            {
                old.Add(policy.Id.ToString(), text);
            }
        }

        await alarms.SettleAsync(Actor.Watchdog, AlarmKind.NotProven, old, ct);
        return asked;
    }

    // Nodes that look at once queue on the policy's row; the slower finds the test of the faster.
    private async Task<bool> AskAsync(Guid policyId, CancellationToken ct)
    {
        try
        {
            return await changes.ApplyAsync(Actor.Engine, Guid.CreateVersion7(clock.GetUtcNow()), Right.RunBackup, async change =>
            {
                var policy = await RunCommands.LockPolicyAsync(change.Db, policyId, ct);
                var test = await ChooseAsync(change.Db, policy, ct) ?? throw new NothingToDoException();
                await VerificationCommands.AddAsync(change, test.BackupId, test.StoreId, LevelOf(policy), test.Reason, ct);
                return true;
            }, ct);
        }
        catch (Exception nothing) when (nothing is NothingToDoException or NotFoundException or RefusedException)
        {
            return false; // another node was faster, or policy or copy went meanwhile
        }
    }

    private async Task<ChosenTest?> ChooseAsync(DrDbContext db, BackupPolicy policy, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var tests =
            from run in db.Verifications.AsNoTracking()
            join backup in db.Backups on run.BackupId equals backup.Id
            where backup.PolicyId == policy.Id && Restoring.Contains(run.Level)
            select run;
        var drawn = tests.Where(run => Drawn.Contains(run.Reason)).OrderByDescending(run => run.RequestedAt);
        var last = await drawn.Select(run => new { run.RequestedAt, run.State, run.Verdict }).FirstOrDefaultAsync(ct);
        var dueAt = VerificationChoice.DueAt(
            TimeSpan.FromDays(policy.RestoreTestDays ?? 0), policy.CreatedAt, last is null ? null : new(last.RequestedAt, last.Verdict == Verdict.Pass));
        return policy.RestoreTestDays is null || dueAt > now || (last is not null && last.State != VerificationState.Ended)
            ? null
            : VerificationChoice.Draw(policy.Id, dueAt, await StoresAsync(db, tests, ct), await CopiesAsync(db, policy.Id, ct), now);
    }

    private static async Task<IReadOnlyList<TestableStore>> StoresAsync(DrDbContext db, IQueryable<VerificationRun> tests, CancellationToken ct)
    {
        var asked = await tests.GroupBy(run => run.StoreId).Select(group => new { group.Key, At = group.Max(run => run.RequestedAt) }).ToDictionaryAsync(row => row.Key, row => row.At, ct);
        var judged = await tests.Where(run => run.Verdict == Verdict.Pass || run.Verdict == Verdict.Fail)
            .GroupBy(run => run.StoreId).Select(group => new { group.Key, At = group.Max(run => run.EndedAt) }).ToDictionaryAsync(row => row.Key, row => row.At, ct);
        var stores = await db.Stores.AsNoTracking().Select(store => new { store.Id, store.IsRemovable, store.FaultSince }).ToListAsync(ct);
        return stores.ConvertAll(store => new TestableStore(
            store.Id, store.IsRemovable, store.FaultSince is null, asked.TryGetValue(store.Id, out var at) ? at : null, judged.GetValueOrDefault(store.Id)));
    }

    // The newest has been examined as its policy wants, or is about to be; it is drawn only while it is the only one.
    private static async Task<IReadOnlyList<TestableCopy>> CopiesAsync(DrDbContext db, Guid policyId, CancellationToken ct)
    {
        var copies = await (
            from copy in db.BackupCopies.AsNoTracking()
            join backup in db.Backups on copy.BackupId equals backup.Id
            where backup.PolicyId == policyId && backup.RemovedAt == null && copy.State == CopyState.Present && copy.TombstonedAt == null
            select new TestableCopy(copy.BackupId, copy.StoreId, backup.ConsistentAt)).ToListAsync(ct);
        var newest = copies.MaxBy(copy => copy.ConsistentAt)?.BackupId;
        return copies.Exists(copy => copy.BackupId != newest) ? copies.FindAll(copy => copy.BackupId != newest) : copies;
    }

    private static VerificationLevel LevelOf(BackupPolicy policy) => policy.VerifyLevel > VerificationLevel.Restored ? policy.VerifyLevel : VerificationLevel.Content;

    private async Task<string?> TooOldAsync(DrDbContext db, BackupPolicy policy, CancellationToken ct)
    {
        var backups = db.Backups.Where(backup => backup.PolicyId == policy.Id && backup.RemovedAt == null);
        if (!await backups.AnyAsync(ct))
        {
            return null; // that none is taken is another alarm
        }

        var proven = await backups.MaxAsync(backup => backup.ProvenAt, ct);
        var days = policy.RestoreTestDays!.Value;
        if ((proven ?? policy.CreatedAt).AddDays(2 * days) > clock.GetUtcNow())
        {
            return null;
        }

        var fault = await (
            from run in db.Verifications
            join backup in backups on run.BackupId equals backup.Id
            where Restoring.Contains(run.Level) && run.EndedAt != null
            orderby run.EndedAt descending
            select run.Fault).FirstOrDefaultAsync(ct);
        var last = proven is { } at ? string.Create(CultureInfo.InvariantCulture, $"since {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : "ever";
        return string.Create(CultureInfo.InvariantCulture, $"No restore has proved a backup of “{policy.Name}” {last}, though one is to do so every {days:0.##} days. ")
            + (fault is null ? "Look at the examinations of its backups, and whether a node takes them." : $"The last restore test said: {fault}");
    }
}
