using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Runs;

/// <summary>The run table as a node that works on it sees it: takes runs, writes their progress and their end, always under the lease's fence.</summary>
public sealed class RunLedger(AuditedChanges changes, Leases leases, IDbContextFactory<DrDbContext> contexts, TimeProvider clock)
{
    /// <summary>A run that dies is tried again once.</summary>
    public const int MostAttempts = 2;

    private const int LongestLog = 200_000;

    private static readonly LeaseTable Waiting = new(
        "backup_run",
        """
        (work.state = 'Waiting' OR (work.state = 'Interrupted' AND work.ended_at IS NULL))
        AND NOT EXISTS (SELECT 1 FROM backup_run other WHERE other.policy_id = work.policy_id AND other.state = 'Running')
        """,
        "work.scheduled_for");

    private static readonly LeaseTable Expired = new("backup_run", "work.state = 'Running' AND work.lease_until < clock_timestamp()", "work.lease_until");

    /// <summary>Takes the next run that waits; null when there is none. It runs from now on, with a backup id of its own.</summary>
    public Task<Lease?> TakeAsync(CancellationToken ct) => leases.TakeAsync(Actor.Engine, Waiting, async (change, lease) =>
    {
        var run = await FindAsync(change.Db, lease.Id, ct);
        var policy = await change.Db.BackupPolicies.AsNoTracking().SingleAsync(candidate => candidate.Id == run.PolicyId, ct);
        (run.State, run.Stage, run.Fault) = (RunState.Running, "beginning", null);
        run.Attempt++;
        (run.StartedAt, run.HeartbeatAt, run.MovedAt) = (change.At, change.At, change.At);
        (run.PlainBytes, run.StoredBytes, run.ExpectedBytes) = (0, 0, null);
        Say(run, change.At, $"Attempt {run.Attempt} begins on {lease.Owner}.");
        Record(change, run, "backup.run.begun", new { runId = run.Id, run.PolicyId, policy = policy.Name, run.ScheduledFor, run.Trigger, run.Attempt, node = lease.Owner, run.CatchesUp });
    }, ct);

    /// <summary>Marks a run whose node died as interrupted, to be tried again once; false when there is none.</summary>
    public async Task<bool> InterruptExpiredAsync(CancellationToken ct) => await leases.TakeAsync(Actor.Engine, Expired, async (change, lease) =>
    {
        var run = await FindAsync(change.Db, lease.Id, ct);
        await InterruptAsync(change, run, "The node that worked on it is gone, or lost the database for too long.", ct);
        (run.LeaseOwner, run.LeaseUntil) = (null, null);
    }, ct) is not null;

    /// <summary>Fixes the id under which the run's backup will lie in the stores, before the first byte.</summary>
    public Task<Guid> ChooseBackupAsync(Lease lease, CancellationToken ct) => UnderLeaseAsync(lease, async db =>
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await db.BackupRuns.Where(run => run.Id == lease.Id).ExecuteUpdateAsync(set => set.SetProperty(run => run.BackupId, id), ct);
        return id;
    }, ct);

    /// <summary>Writes how far a run is. Not audited: only its begin and end are. Tells whether somebody asked it to stop.</summary>
    /// <exception cref="LeaseLostException">Somebody took it over.</exception>
    public async Task<bool> ReportAsync(Lease lease, RunReport report, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var written = await db.Database.SqlQuery<bool>(
            $"""
            UPDATE backup_run SET stage = {report.Stage}, plain_bytes = {report.PlainBytes}, stored_bytes = {report.StoredBytes}, expected_bytes = {report.ExpectedBytes},
                moved_at = {report.MovedAt}, heartbeat_at = clock_timestamp(), log = CASE WHEN length(log) < {LongestLog} THEN log || {report.Lines} ELSE log END
            WHERE id = {lease.Id} AND fence = {lease.Fence} AND lease_owner = {lease.Owner}
            RETURNING cancel_requested_at IS NOT NULL AS "Value"
            """).ToListAsync(ct);
        if (written.Count == 0)
        {
            throw new LeaseLostException(lease);
        }

        await db.Database.ExecuteSqlAsync($"SELECT pg_notify({LiveFeedListener.ChannelName}, {Topic.BackupRun(lease.Id).Name})", ct);
        return written[0];
    }

    /// <summary>Writes a run's end, with whatever belongs to it, in one transaction under the fence.</summary>
    /// <param name="also">Backup, copies, alarms: committed with the end or not at all.</param>
    /// <exception cref="LeaseLostException">Somebody took it over; nothing is written.</exception>
    public Task<bool> EndAsync(Lease lease, RunEnd end, Func<Change, BackupRun, Task> also, CancellationToken ct) =>
        changes.ApplyAsync(Actor.Engine, NewId(), Right.RunBackup, async change =>
        {
            await Leases.EnsureHeldAsync(change.Db, lease, ct);
            var run = await FindAsync(change.Db, lease.Id, ct);
            (run.State, run.EndedAt, run.Stage, run.Fault) = (end.State, change.At, null, end.Fault);
            (run.LeaseOwner, run.LeaseUntil, run.HeartbeatAt) = (null, null, change.At);
            await also(change, run);
            Say(run, change.At, end.Fault is null ? $"Ended: {end.State}." : $"Ended: {end.State}. {end.Fault}"); // after the last lines of the progress
            Record(change, run, $"backup.run.{end.State.ToString().ToLowerInvariant()}", new { runId = run.Id, run.PolicyId, run.ScheduledFor, run.Attempt, run.BackupId, run.PlainBytes, run.StoredBytes, end.Fault });
            return true;
        }, ct);

    /// <summary>Puts a run back because its node stops: another one, or this one after its start, takes it at once. That is no attempt.</summary>
    public Task<bool> PutBackAsync(Lease lease, CancellationToken ct) =>
        changes.ApplyAsync(Actor.Engine, NewId(), Right.RunBackup, async change =>
        {
            await Leases.EnsureHeldAsync(change.Db, lease, ct);
            var run = await FindAsync(change.Db, lease.Id, ct);
            (run.State, run.Stage, run.LeaseOwner, run.LeaseUntil) = (RunState.Waiting, null, null, null);
            run.Attempt--;
            Say(run, change.At, $"{lease.Owner} stops: the run waits for another node.");
            Record(change, run, "backup.run.put_back", new { runId = run.Id, run.PolicyId, node = lease.Owner });
            return true;
        }, ct);

    internal static void Say(BackupRun run, DateTimeOffset at, string line) => run.Log += Line(at, line);

    internal static string Line(DateTimeOffset at, string line) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z {SafeText.Clean(line).ReplaceLineEndings(" ")}\n";

    private async Task InterruptAsync(Change change, BackupRun run, string cause, CancellationToken ct)
    {
        var isLast = run.Attempt >= MostAttempts;
        run.State = RunState.Interrupted;
        run.Fault = isLast ? $"{cause} It was tried {run.Attempt} times and is not tried again: look at the node's log, then start the policy by hand." : $"{cause} It is tried once more.";
        run.EndedAt = isLast ? change.At : null;
        run.Stage = null;
        Say(run, change.At, run.Fault);
        Record(change, run, "backup.run.interrupted", new { runId = run.Id, run.PolicyId, run.ScheduledFor, run.Attempt, node = run.LeaseOwner, triedAgain = !isLast });
        if (isLast)
        {
            await RunAlarms.FailedAsync(change, run, ct);
        }
    }

    private Task<T> UnderLeaseAsync<T>(Lease lease, Func<DrDbContext, Task<T>> work, CancellationToken ct) => UnderLeaseAsync(contexts, lease, work, ct);

    private static async Task<T> UnderLeaseAsync<T>(IDbContextFactory<DrDbContext> contexts, Lease lease, Func<DrDbContext, Task<T>> work, CancellationToken ct)
    {
        await using var probe = await contexts.CreateDbContextAsync(ct);
        return await probe.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            await using var db = await contexts.CreateDbContextAsync(token);
            await using var transaction = await db.Database.BeginTransactionAsync(token);
            await Leases.EnsureHeldAsync(db, lease, token);
            var result = await work(db);
            await transaction.CommitAsync(token);
            return result;
        }, ct);
    }

    private static Task<BackupRun> FindAsync(DrDbContext db, Guid id, CancellationToken ct) => db.BackupRuns.SingleAsync(run => run.Id == id, ct);

    private static void Record(Change change, BackupRun run, string action, object data)
    {
        change.Record(AuditChain.Console, action, data);
        change.Signal(Topic.BackupRun(run.Id));
        change.Signal(Topic.Backups);
    }

    private Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());
}

/// <summary>How far a run is.</summary>
/// <param name="Lines">What is added to its log, each line with its end; empty adds nothing.</param>
public sealed record RunReport(string Stage, long PlainBytes, long StoredBytes, long? ExpectedBytes, DateTimeOffset MovedAt, string Lines);

/// <summary>How a run ended.</summary>
/// <param name="Fault">Cause and cure where it is not simply good.</param>
public sealed record RunEnd(RunState State, string? Fault);
