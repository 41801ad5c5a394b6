using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Backups.Policies;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Runs;

/// <summary>
/// Puts what is due into the run table. Whoever calls it, how often and from how many nodes does not matter: a policy and an instant have one row.
/// After an outage one run is made for all instants that were missed; the others are recorded as missed.
/// </summary>
public sealed class DueRuns(AuditedChanges changes, IDbContextFactory<DrDbContext> contexts, TimeProvider clock)
{
    /// <summary>A run that begins later than this after its instant catches up.</summary>
    public static readonly TimeSpan OnTime = TimeSpan.FromMinutes(5);

    // A policy of every minute after a year off must not fill the table: the rest is counted in the run that catches up.
    private const int MostMissedRows = 500;

    /// <summary>Looks at all policies. Returns how many runs wait now that did not before.</summary>
    public async Task<int> PlanAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var policies = await db.BackupPolicies.AsNoTracking().Where(policy => policy.IsEnabled && policy.DeletedAt == null && policy.Cron != null).ToListAsync(ct);
        var planned = await PlannedUpToAsync(db, ct);
        var added = 0;
        foreach (var policy in policies.Where(policy => Due(policy, planned.TryGetValue(policy.Id, out var upTo) ? upTo : null, now).Any()))
        {
            added += await PlanAsync(policy.Id, now, ct) ? 1 : 0;
        }

        return added;
    }

    // Nodes that wake at once queue on the policy's row; the slower finds nothing left to do.
    private async Task<bool> PlanAsync(Guid policyId, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return await changes.ApplyAsync(Actor.Engine, Guid.CreateVersion7(now), Right.RunBackup, async change =>
            {
                var policy = await RunCommands.LockPolicyAsync(change.Db, policyId, ct);
                var planned = (await PlannedUpToAsync(change.Db, ct)).TryGetValue(policyId, out var upTo) ? upTo : (DateTimeOffset?)null;
                var due = Due(policy, planned, now).ToList();
                return due.Count > 0 ? await AddAsync(change, policy, due, now, ct) : throw new NothingToDoException();
            }, ct);
        }
        catch (Exception nothing) when (nothing is NothingToDoException or NotFoundException)
        {
            return false; // another node was faster, or the policy was deleted meanwhile
        }
    }

    private static async Task<bool> AddAsync(Change change, BackupPolicy policy, List<DueInstant> due, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await change.Db.BackupRuns.Where(run => run.PolicyId == policy.Id && run.State == RunState.Waiting).OrderBy(run => run.ScheduledFor).FirstOrDefaultAsync(ct);
        var missed = (waiting is null ? due.SkipLast(1) : due).Select(instant => instant.ScheduledFor).ToList();
        foreach (var instant in missed.TakeLast(MostMissedRows))
        {
            Add(change, policy, instant, RunTrigger.Schedule, RunState.Missed, waiting is null
                ? "Nothing ran at that time: the console, its scheduler or its database was away. The next run makes it good."
                : "The run before it had not begun yet; that one makes it good.");
        }

        if (waiting is null)
        {
            var newest = due[^1];
            var trigger = missed.Count > 0 || now - newest.StartsAt > OnTime ? RunTrigger.CatchUp : RunTrigger.Schedule;
            Add(change, policy, newest.ScheduledFor, trigger, RunState.Waiting, fault: null, [.. missed]);
        }
        else
        {
            waiting.CatchesUp = [.. waiting.CatchesUp, .. missed];
        }

        if (missed.Count > 0)
        {
            change.Record(AuditChain.Console, "backup.run.missed", new { policyId = policy.Id, policy = policy.Name, count = missed.Count, first = missed[0], last = missed[^1] });
        }

        if (waiting is null)
        {
            change.Record(AuditChain.Console, "backup.run.due", new { policyId = policy.Id, policy = policy.Name, due[^1].ScheduledFor, catchesUp = missed.Count });
        }

        change.Signal(Topic.Backups);
        return waiting is null;
    }

    private static void Add(Change change, BackupPolicy policy, DateTimeOffset instant, RunTrigger trigger, RunState state, string? fault, DateTimeOffset[]? catchesUp = null) =>
        change.Db.BackupRuns.Add(new()
        {
            Id = change.NewId(), PolicyId = policy.Id, ScheduledFor = instant, Trigger = trigger, State = state, Fault = fault, CatchesUp = catchesUp ?? [],
            EndedAt = state == RunState.Missed ? change.At : null, RequestedByName = change.Actor.Name,
        });

    private static IEnumerable<DueInstant> Due(BackupPolicy policy, DateTimeOffset? plannedUpTo, DateTimeOffset now)
    {
        var since = plannedUpTo > policy.ScheduledSince ? plannedUpTo.Value : policy.ScheduledSince;
        return DueInstants.Of(policy).Between(since, now).Where(due => due.StartsAt <= now);
    }

    private static Task<Dictionary<Guid, DateTimeOffset>> PlannedUpToAsync(DrDbContext db, CancellationToken ct) =>
        db.BackupRuns.Where(run => run.Trigger == RunTrigger.Schedule || run.Trigger == RunTrigger.CatchUp)
            .GroupBy(run => run.PolicyId).Select(runs => new { runs.Key, UpTo = runs.Max(run => run.ScheduledFor) }).ToDictionaryAsync(row => row.Key, row => row.UpTo, ct);
}
