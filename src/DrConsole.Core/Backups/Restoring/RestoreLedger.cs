using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DrConsole.Access;
using DrConsole.Alarms;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Restoring;

/// <summary>The table of restores as the runner writes it: who works on which, how far it is, how it ended. Nothing is written without the lease.</summary>
internal sealed class RestoreLedger(AuditedChanges changes, Leases leases, RestoreAftermath aftermath, IDbContextFactory<DrDbContext> contexts, TimeProvider clock)
{
    private const int LongestLog = 200_000;
    private static readonly LeaseTable Due = new("restore", "work.state = 'Waiting'", "work.requested_at");
    private static readonly LeaseTable Abandoned = new("restore", "work.state = 'Running' AND work.lease_until < clock_timestamp()", "work.requested_at");

    /// <summary>Takes the next restore that may start; null when there is none. One that may not start any more is ended instead, and the next is looked at.</summary>
    public async Task<Lease?> TakeAsync(CancellationToken ct)
    {
        while (true)
        {
            string? refusal = null;
            var lease = await leases.TakeAsync(Actor.Engine, Due, async (change, taken) => refusal = await BeginAsync(change, taken, ct), ct);
            if (lease is null || refusal is null)
            {
                return lease;
            }
        }
    }

    /// <summary>Ends restores whose process died. Returns how many there were.</summary>
    public async Task<int> EndAbandonedAsync(CancellationToken ct)
    {
        var ended = 0;
        while (await leases.TakeAsync(Actor.Engine, Abandoned, (change, lease) => BreakOffAsync(change, lease, ct), ct) is not null)
        {
            ended++;
        }

        return ended;
    }

    /// <summary>Ends proposals and approvals that nobody used in time. Returns how many there were.</summary>
    public async Task<int> ExpireAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var oldest = now - RestoreCommands.ProposalHolds;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var stale = await db.Restores.Where(restore => (restore.State == RestoreState.Proposed && restore.RequestedAt < oldest)
            || (restore.State == RestoreState.Waiting && restore.IsDestructive && restore.ApprovalEndsAt < now)).Select(restore => restore.Id).ToListAsync(ct);
        foreach (var id in stale)
        {
            await changes.ApplyAsync(Actor.Engine, Guid.CreateVersion7(now), Right.RunBackup, async change =>
            {
                var restore = await RestoreChanges.LockAsync(change, id, ct);
                if (restore.State is RestoreState.Proposed or RestoreState.Waiting)
                {
                    RestoreChanges.End(restore, RestoreState.Refused, "Nobody approved and began it in time. Nothing was changed. Ask for it again.", change.At);
                }

                RestoreChanges.Record(change, restore, "expired");
                return true;
            }, ct);
        }

        return stale.Count;
    }

    /// <summary>Writes how far it is. True when somebody asked it to stop.</summary>
    /// <exception cref="LeaseLostException">Somebody took it over.</exception>
    public async Task<bool> ReportAsync(Lease lease, string stage, long bytes, long? expected, string lines, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var seen = await db.Database.SqlQuery<bool>(
            $"""
            UPDATE restore SET stage = {stage}, bytes = {bytes}, expected_bytes = {expected}, log = right(log || {lines}, {LongestLog})
            WHERE id = {lease.Id} AND fence = {lease.Fence} AND lease_owner = {lease.Owner} RETURNING cancel_requested_at IS NOT NULL AS "Value"
            """).ToListAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_notify({LiveFeedListener.ChannelName}, {Topic.Restore(lease.Id).Name})", ct);
        return seen.Count == 1 ? seen[0] : throw new LeaseLostException(lease);
    }

    /// <summary>Makes sure that who asked and who approved may still do so: somebody who was locked out meanwhile restores nothing.</summary>
    /// <exception cref="RefusedException">They may not.</exception>
    public async Task EnsureStillPermittedAsync(Guid restoreId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var restore = await db.Restores.AsNoTracking().SingleAsync(candidate => candidate.Id == restoreId, ct);
        if (await RefusalAsync(db, restore, clock.GetUtcNow(), ct) is { } refusal)
        {
            throw new RefusedException("not_permitted_any_more", refusal);
        }
    }

    /// <summary>Writes the end.</summary>
    /// <exception cref="LeaseLostException">Somebody took it over.</exception>
    public Task FinishAsync(Lease lease, RestoreEnd end, CancellationToken ct) =>
        changes.ApplyAsync(Actor.Engine, Guid.CreateVersion7(clock.GetUtcNow()), Right.RunBackup, async change =>
        {
            await Leases.EnsureHeldAsync(change.Db, lease, ct);
            await EndAsync(change, lease, end, ct);
            return true;
        }, ct);

    // Nobody can ask the dead: their target is asked where that can be done, and taken for touched elsewhere.
    private async Task BreakOffAsync(Change change, Lease lease, CancellationToken ct)
    {
        var restore = await change.Db.Restores.AsNoTracking().SingleAsync(candidate => candidate.Id == lease.Id, ct);
        var found = await aftermath.SettleAsync(change.Db, restore, ct);
        if (found.Alarm is { } text)
        {
            _ = await AlarmCommands.RaiseAsync(change, AlarmKind.RestoreUnfinished, AlarmSubject(restore), text, ct);
        }

        await EndAsync(change, lease, new(RestoreState.Interrupted, found.Fault) { IsUntouched = found.IsAsBefore }, ct);
    }

    // A subject has 200 characters, and a target's name more.
    private static string AlarmSubject(RestoreRun restore) => $"restore:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RestoreTargets.FromJson(restore.Target).Identity)))[..32]}";

    private static async Task<string?> BeginAsync(Change change, Lease lease, CancellationToken ct)
    {
        var restore = await change.Db.Restores.SingleAsync(candidate => candidate.Id == lease.Id, ct);
        if (await RefusalAsync(change.Db, restore, change.At, ct) is { } refusal)
        {
            RestoreChanges.End(restore, RestoreState.Refused, refusal, change.At);
            (restore.LeaseOwner, restore.LeaseUntil) = (null, null);
            RestoreChanges.Record(change, restore, "refused");
            return refusal;
        }

        (restore.State, restore.StartedAt, restore.Stage) = (RestoreState.Running, change.At, "starting");
        RestoreChanges.Record(change, restore, "started");
        return null;
    }

    private static async Task<string?> RefusalAsync(DrDbContext db, RestoreRun restore, DateTimeOffset now, CancellationToken ct)
    {
        if (restore.State is RestoreState.Waiting && restore.IsDestructive && restore.ApprovalEndsAt <= now)
        {
            return $"The approval by {restore.ApprovedByName} was not used within {RestoreCommands.ApprovalHolds.TotalMinutes:0} minutes. Nothing was changed. Ask for it again.";
        }

        if (!await MayAsync(db, restore.RequestedById, Right.RestoreBackup, now, ct))
        {
            return $"{restore.RequestedByName}, who asked for it, may not restore any more. Nothing was changed.";
        }

        if (restore.ApprovedById is { } approver && !await MayAsync(db, approver, Right.ApproveRestore, now, ct))
        {
            return $"{restore.ApprovedByName}, who approved it, may not approve any more. Nothing was changed.";
        }

        var isSame = RestoreTargets.Sha256(restore.BackupId, restore.StoreId, RestoreTargets.FromJson(restore.Target)) == restore.RequestSha256;
        return isSame || restore.State is RestoreState.Running ? null : "What is to be restored is not what was asked for: the row was changed in the database. Nothing was restored. Have an auditor check the chains.";
    }

    // Only people and tokens can lose a right; the console itself and whoever runs its command line cannot.
    private static async Task<bool> MayAsync(DrDbContext db, Guid id, Right right, DateTimeOffset now, CancellationToken ct)
    {
        var kind = await db.Users.AnyAsync(user => user.Id == id, ct) ? ActorKind.User : await db.ApiTokens.AnyAsync(token => token.Id == id, ct) ? ActorKind.Token : ActorKind.Operator;
        return (await Authority.RightsOfAsync(db, new(kind, id, ""), now, ct)).Contains(right);
    }

    private static async Task EndAsync(Change change, Lease lease, RestoreEnd end, CancellationToken ct)
    {
        var restore = await change.Db.Restores.SingleAsync(candidate => candidate.Id == lease.Id, ct);
        RestoreChanges.End(restore, end.State, end.Fault, change.At);
        (restore.LeaseOwner, restore.LeaseUntil, restore.Outcome) = (null, null, end.Outcome);
        restore.Steps = JsonSerializer.Serialize(end.Steps, CanonicalJson.Options);
        restore.StoreId = end.ReadFrom ?? restore.StoreId;
        restore.StartedAt = end.IsUntouched ? null : restore.StartedAt; // what never began leaves the target as it was

        if (end is { Proves: { } level, ReadFrom: { } proven })
        {
            await ProveAsync(change, restore.BackupId, proven, level, ct);
        }

        if (end.State == RestoreState.Succeeded)
        {
            await AlarmCommands.ClearAsync(change, AlarmKind.RestoreUnfinished, AlarmSubject(restore), ct); // it is refused as long as something is left there
        }

        RestoreChanges.Record(change, restore, Action(end.State), new { end.Steps });
    }

    // A real restore whose content was compared and equal proves the copy as a restore test does.
    private static async Task ProveAsync(Change change, Guid backupId, Guid storeId, VerificationLevel level, CancellationToken ct)
    {
        var backup = await change.Db.Backups.Include(candidate => candidate.Copies).SingleAsync(candidate => candidate.Id == backupId, ct);
        (backup.ProvenAt, backup.VerifiedLevel) = (change.At, Higher(backup.VerifiedLevel, level));
        if (backup.Copies.FirstOrDefault(copy => copy.StoreId == storeId) is { } copy)
        {
            (copy.ProvenAt, copy.VerifiedAt, copy.VerifiedLevel) = (change.At, change.At, Higher(copy.VerifiedLevel, level));
        }

        change.Signal(Topic.Backup(backupId));
    }

    private static VerificationLevel Higher(VerificationLevel? one, VerificationLevel other) => one > other ? one.Value : other;

    private static string Action(RestoreState state) => state switch
    {
        RestoreState.Succeeded => "finished",
        RestoreState.Cancelled => "cancelled",
        RestoreState.Interrupted => "interrupted",
        RestoreState.Refused => "refused",
        _ => "failed",
    };
}

/// <summary>How a restore ended.</summary>
/// <param name="Fault">Cause and cure where it did not end well; says whether the target may be used.</param>
internal sealed record RestoreEnd(RestoreState State, string? Fault)
{
    public string? Outcome { get; init; }

    public IReadOnlyList<VerificationStep> Steps { get; init; } = [];

    /// <summary>Nothing was changed in the target.</summary>
    public bool IsUntouched { get; init; }

    /// <summary>The copy that was read.</summary>
    public Guid? ReadFrom { get; init; }

    /// <summary>What was compared is as it was: the copy is proven as far as that; null when it proves nothing.</summary>
    public VerificationLevel? Proves { get; init; }
}
