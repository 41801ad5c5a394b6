using System.Text.Json;
using DrConsole.Access;
using DrConsole.Alarms;
using DrConsole.Audit;
using DrConsole.Backups;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Verification;

/// <summary>The table of examinations as a node that works on it sees it.</summary>
internal sealed class VerificationLedger(AuditedChanges changes, Leases leases, IDbContextFactory<DrDbContext> contexts, TimeProvider clock)
{
    /// <summary>An examination whose node dies is begun again so often; after that it is suspected to be what kills them.</summary>
    public const int MostAttempts = 3;

    private static readonly LeaseTable Takeable = new(
        "verification", "work.state = 'Waiting' OR (work.state = 'Running' AND work.lease_until < clock_timestamp())", "work.requested_at");

    /// <summary>Takes the next one that waits, or whose node is gone; null when there is none.</summary>
    public Task<Lease?> TakeAsync(CancellationToken ct) => leases.TakeAsync(Actor.Engine, Takeable, async (change, lease) =>
    {
        var run = await change.Db.Verifications.SingleAsync(candidate => candidate.Id == lease.Id, ct);
        (run.State, run.StartedAt, run.Stage) = (VerificationState.Running, change.At, "beginning");
        change.Record(AuditChain.Console, "backup.verification.begun", new { run.Id, run.BackupId, run.StoreId, run.Level, run.Reason, node = lease.Owner, attempt = lease.Fence });
        VerificationCommands.Signal(change, run.BackupId);
    }, ct);

    /// <summary>Writes the stage; not audited.</summary>
    public async Task TellAsync(Lease lease, string stage, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Verifications.Where(run => run.Id == lease.Id && run.Fence == lease.Fence && run.State == VerificationState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.Stage, stage.Length > 300 ? stage[..300] : stage), ct);
    }

    /// <summary>Writes the verdict, what follows for copy and backup, the alarms, and the end of the lease: all or nothing.</summary>
    /// <exception cref="LeaseLostException">Another node took it over: nothing is written.</exception>
    public Task<bool> EndAsync(Lease lease, VerificationOutcome outcome, CancellationToken ct) =>
        changes.ApplyAsync(Actor.Engine, Guid.CreateVersion7(clock.GetUtcNow()), Right.RunBackup, async change =>
        {
            await Leases.EnsureHeldAsync(change.Db, lease, ct);
            var run = await change.Db.Verifications.SingleAsync(candidate => candidate.Id == lease.Id, ct);
            (run.State, run.Verdict, run.Reached, run.EndedAt, run.Stage) = (VerificationState.Ended, outcome.Verdict, outcome.Reached, change.At, null);
            (run.Report, run.Fault) = (JsonSerializer.Serialize(outcome.Report, CanonicalJson.Options), outcome.Fault);
            (run.LeaseOwner, run.LeaseUntil) = (null, null);
            var backup = await change.Db.Backups.Include(candidate => candidate.Copies).SingleAsync(candidate => candidate.Id == run.BackupId, ct);
            Follow(backup, backup.Copies.Single(candidate => candidate.StoreId == run.StoreId), outcome, change.At);
            await TellAsync(change, run, backup, outcome, ct);
            change.Record(AuditChain.Console, "backup.verification.ended", new
            {
                run.Id, run.BackupId, run.StoreId, run.Level, outcome.Verdict, outcome.Reached, outcome.Fault, outcome.ManifestSha256, seconds = outcome.Report.Steps.Sum(step => step.Seconds),
            });
            VerificationCommands.Signal(change, run.BackupId);
            return true;
        }, ct);

    private static void Follow(Backup backup, BackupCopy copy, VerificationOutcome outcome, DateTimeOffset at)
    {
        copy.CheckedAt = at;
        if (outcome.Reached is { } reached && outcome.Verdict != Verdict.Fail)
        {
            (copy.VerifiedLevel, copy.VerifiedAt) = (copy.VerifiedLevel > reached ? copy.VerifiedLevel : reached, at);
            backup.VerifiedLevel = backup.VerifiedLevel > reached ? backup.VerifiedLevel : reached;
        }

        if (outcome.IsProven)
        {
            (copy.ProvenAt, backup.ProvenAt) = (at, at);
        }

        if (outcome.Verdict == Verdict.Fail)
        {
            // What was passed before is worth nothing now; a damaged copy is made anew from a sibling.
            (copy.VerifiedLevel, copy.ProvenAt, copy.Fault) = (null, null, outcome.Fault);
            copy.State = outcome.IsCopyDamaged && copy.State != CopyState.Deleted ? CopyState.Damaged : copy.State;
            backup.VerifiedLevel = backup.Copies.Max(other => other.VerifiedLevel);
            backup.ProvenAt = backup.Copies.Max(other => other.ProvenAt);
        }
        else if (copy.State == CopyState.Present || outcome.Reached >= VerificationLevel.ReadBack)
        {
            (copy.State, copy.Fault) = (copy.State == CopyState.Deleted ? CopyState.Deleted : CopyState.Present, null);
        }
    }

    private static async Task TellAsync(Change change, VerificationRun run, Backup backup, VerificationOutcome outcome, CancellationToken ct)
    {
        var subject = (backup.PolicyId ?? backup.Id).ToString();
        if (outcome.Verdict == Verdict.Fail)
        {
            var store = await change.Db.Stores.Where(candidate => candidate.Id == run.StoreId).Select(candidate => candidate.Name).SingleAsync(ct);
            await AlarmCommands.RaiseAsync(change, AlarmKind.VerificationFailed, subject, $"The backup of {backup.Source} of {backup.ConsistentAt:yyyy-MM-dd HH:mm} UTC in {store} did not pass: {outcome.Fault}", ct);
        }
        else if (outcome.Verdict == Verdict.Pass && !await change.Db.BackupCopies.AnyAsync(
            copy => copy.Fault != null && copy.State != CopyState.Missing && copy.StoreId != run.StoreId && change.Db.Backups.Any(other => other.Id == copy.BackupId && other.PolicyId == backup.PolicyId && other.RemovedAt == null), ct))
        {
            await AlarmCommands.ClearAsync(change, AlarmKind.VerificationFailed, subject, ct);
        }

        if (outcome.IsProven)
        {
            await AlarmCommands.ClearAsync(change, AlarmKind.NotProven, subject, ct);
        }
    }
}
