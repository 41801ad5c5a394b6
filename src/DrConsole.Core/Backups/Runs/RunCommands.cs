using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Backups.Policies;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Runs;

/// <summary>Starts and cancels runs. Starting puts a run into the table, from which a node takes it.</summary>
public sealed class RunCommands(AuditedChanges changes)
{
    /// <summary>Asks for a run now and returns its id. While one that nobody has begun is waiting anyway, that one is it: its backup is of an instant after this request too.</summary>
    public Task<Guid> StartAsync(Actor actor, Guid commandId, Guid policyId, RunTrigger trigger, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.RunBackup, async change =>
        {
            var policy = await LockPolicyAsync(change.Db, policyId, ct);
            if (!policy.IsEnabled)
            {
                throw new RefusedException("policy_disabled", $"The policy “{policy.Name}” is switched off. Switch it on first.");
            }

            var waiting = await change.Db.BackupRuns.Where(run => run.PolicyId == policyId && run.State == RunState.Waiting).OrderBy(run => run.ScheduledFor).FirstOrDefaultAsync(ct);
            var run = waiting ?? Add(change, policyId, trigger);
            change.Record(AuditChain.Console, "backup.run.requested", new { runId = run.Id, policyId, policy = policy.Name, trigger, alreadyWaiting = waiting is not null });
            change.Signal(Topic.Backups);
            return run.Id;
        }, ct);

    /// <summary>Asks a run to stop. One that waits is cancelled at once; one that works stops within seconds and keeps nothing.</summary>
    public Task<bool> CancelAsync(Actor actor, Guid commandId, Guid runId, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.RunBackup, async change =>
        {
            var run = await change.Db.BackupRuns.FromSql($"SELECT * FROM backup_run WHERE id = {runId} FOR UPDATE").SingleOrDefaultAsync(ct) ?? throw new NotFoundException("backup run", runId);
            if (run.EndedAt is not null)
            {
                throw new RefusedException("run_ended", "This run has ended already.");
            }

            run.CancelRequestedAt ??= change.At;
            run.CancelledByName ??= change.Actor.Name;
            if (run.State is RunState.Waiting or RunState.Interrupted)
            {
                (run.State, run.EndedAt) = (RunState.Cancelled, change.At);
            }

            change.Record(AuditChain.Console, "backup.run.cancel_requested", new { runId, run.PolicyId, run.State });
            change.Signal(Topic.BackupRun(runId));
            change.Signal(Topic.Backups);
            return true;
        }, ct);

    // Starts of one policy queue on its row: each sees the run that the one before it made.
    internal static async Task<BackupPolicy> LockPolicyAsync(DrDbContext db, Guid policyId, CancellationToken ct) =>
        await db.BackupPolicies.FromSql($"SELECT *, xmin FROM backup_policy WHERE id = {policyId} AND deleted_at IS NULL FOR UPDATE").SingleOrDefaultAsync(ct)
            ?? throw new NotFoundException("backup policy", policyId);

    private static BackupRun Add(Change change, Guid policyId, RunTrigger trigger)
    {
        var run = new BackupRun { Id = change.NewId(), PolicyId = policyId, ScheduledFor = change.At, Trigger = trigger, State = RunState.Waiting, RequestedByName = change.Actor.Name };
        change.Db.BackupRuns.Add(run);
        return run;
    }
}
