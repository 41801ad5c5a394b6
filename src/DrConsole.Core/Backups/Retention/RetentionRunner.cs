using DrConsole.Alarms;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Wal.Pruning;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using BackupPolicy = DrConsole.Backups.Policies.BackupPolicy;

namespace DrConsole.Backups.Retention;

/// <summary>
/// Carries the retention of policies out: marks, lifts marks, deletes. What it refuses it says by an alarm. Safe to repeat at any time and after
/// any crash; of several nodes one works on a policy.
/// </summary>
public sealed partial class RetentionRunner
{
    private const int LockSpace = 0x44524354; // "DRCT": advisory locks of retention
    private readonly IDbContextFactory<DrDbContext> _contexts;
    private readonly StoreDirectory _stores;
    private readonly KeyRing _keys;
    private readonly AlarmCommands _alarms;
    private readonly TimeProvider _clock;
    private readonly ILogger<RetentionRunner> _logger;
    private readonly RetentionChanges _changes;
    private readonly IncidentHolds _incidentHolds;
    private readonly WalRetention _wal;

    /// <summary>A runner on that database.</summary>
    public RetentionRunner(
        IDbContextFactory<DrDbContext> contexts, AuditedChanges changes, StoreDirectory stores, KeyRing keys, AlarmCommands alarms, TimeProvider clock, ILogger<RetentionRunner> logger)
    {
        (_contexts, _stores, _keys, _alarms, _clock, _logger) = (contexts, stores, keys, alarms, clock, logger);
        (_changes, _incidentHolds, _wal) = (new(changes, clock), new(contexts, changes, clock), new(stores, keys, new(changes, clock)));
    }

    /// <summary>All policies, one after the other. A policy that fails does not stop the next.</summary>
    public async Task RunAllAsync(CancellationToken ct)
    {
        await _incidentHolds.FollowAsync(ct);
        await using var db = await _contexts.CreateDbContextAsync(ct);
        foreach (var policyId in await db.BackupPolicies.Where(policy => policy.DeletedAt == null).OrderBy(policy => policy.Id).Select(policy => policy.Id).ToListAsync(ct))
        {
            try
            {
                await RunAsync(policyId, ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException && !DatabaseAway.Is(failure))
            {
                LogFailed(failure, policyId);
                await _alarms.RaiseAsync(AlarmKind.RetentionStopped, policyId.ToString(), $"Retention could not be carried out: {failure.Message}", ct);
            }
        }
    }

    /// <summary>One policy. Returns what was done; null when another node is at it.</summary>
    public async Task<RetentionOutcome?> RunAsync(Guid policyId, CancellationToken ct)
    {
        CrashPoint.Reach("backup.before-retention");
        await using var held = await _contexts.CreateDbContextAsync(ct);
        await held.Database.OpenConnectionAsync(ct); // keeps the lock; closing it lets go
        if (!(await held.Database.SqlQuery<bool>($"""SELECT pg_try_advisory_lock({LockSpace}, hashtext({policyId.ToString()})) AS "Value" """).ToListAsync(ct))[0])
        {
            return null;
        }

        try
        {
            return await RunAloneAsync(policyId, ct);
        }
        finally
        {
            await held.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({LockSpace}, hashtext({policyId.ToString()}))", CancellationToken.None);
        }
    }

    private async Task<RetentionOutcome> RunAloneAsync(Guid policyId, CancellationToken ct)
    {
        await using var db = await _contexts.CreateDbContextAsync(ct);
        var policy = await db.BackupPolicies.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == policyId, ct) ?? throw new NotFoundException("backup policy", policyId);
        var now = _clock.GetUtcNow();
        var doubt = await RetentionClock.JudgeAsync(db, now, ct);
        var the = await PolicyBackups.ReadAsync(db, policy, now, doubt, ct);
        var plan = RetentionPlan.Make(the);
        var copies = await db.Backups.AsNoTracking().Where(backup => backup.PolicyId == policyId && backup.RemovedAt == null)
            .ToDictionaryAsync(backup => backup.Id, backup => new RemovedCopy(backup.Id, backup.Source, backup.Folder, backup.ConsistentAt), ct);

        var (done, faults) = (new List<RetentionDecision>(), new List<string>());
        foreach (var store in plan.Copies.Where(copy => copy.Act is RetentionAct.Mark or RetentionAct.Lift or RetentionAct.Delete).GroupBy(copy => copy.StoreId))
        {
            try
            {
                await using var opened = await _stores.OpenAsync(store.Key, ct);
                using var signer = await _keys.SignerAsync(ct);
                var work = new StoreRetention(policy, opened, copies, new(opened, new(), new(await _keys.TrustedAsync(ct)), signer), signer, _changes, now);
                await work.RunAsync([.. store], done, faults, ct);
            }
            catch (StoreException failure)
            {
                faults.Add(failure.Message);
            }
        }

        var log = await _wal.RunAsync(db, policy, the, faults, ct);
        await TellAsync(policy, plan, faults, ct);
        return new(plan, done, faults) { Log = log };
    }

    private async Task TellAsync(BackupPolicy policy, RetentionPlan plan, List<string> faults, CancellationToken ct)
    {
        var stopped = plan.Copies.FirstOrDefault(copy => copy.IsStopped);
        List<string> reasons = [.. faults, .. stopped is null ? [] : plan.Stops.Count > 0 ? plan.Stops : [stopped.Why!]];
        if (reasons.Count > 0)
        {
            var count = plan.Copies.Count(copy => copy.IsStopped);
            await _alarms.RaiseAsync(
                AlarmKind.RetentionStopped, policy.Id.ToString(), $"Old backups of {policy.Name} are not removed{(count > 0 ? $" ({count} copies wait)" : "")}: {string.Join(" ", reasons.Distinct(StringComparer.Ordinal))}", ct);
        }
        else
        {
            await _alarms.ClearAsync(AlarmKind.RetentionStopped, policy.Id.ToString(), ct);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Retention of policy {PolicyId} could not be carried out")]
    private partial void LogFailed(Exception failure, Guid policyId);
}

/// <summary>What retention did.</summary>
/// <param name="Done">Decisions that were carried out.</param>
/// <param name="Faults">Why others were not, with cause and cure.</param>
public sealed record RetentionOutcome(RetentionPlan Plan, IReadOnlyList<RetentionDecision> Done, IReadOnlyList<string> Faults)
{
    /// <summary>What became of write-ahead log, per store; empty for a policy without.</summary>
    public IReadOnlyList<WalRetentionPlan> Log { get; init; } = [];
}
