using DrConsole.Access;
using DrConsole.Backups.Wal;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Restoring;

/// <summary>
/// Asking for a restore, and the say of a second person. What overwrites nothing may start at once; what overwrites something waits for
/// somebody else, whose approval holds for exactly this request, once, for <see cref="ApprovalHolds"/>.
/// </summary>
public sealed class RestoreCommands(AuditedChanges changes, SecretBox box, IStepUp stepUp)
{
    /// <summary>An approval that was not used by then is worth nothing.</summary>
    public static readonly TimeSpan ApprovalHolds = TimeSpan.FromMinutes(15);

    /// <summary>A proposal that nobody answered by then is worth nothing: the target may be another by now.</summary>
    public static readonly TimeSpan ProposalHolds = TimeSpan.FromHours(24);

    private const int LongestReason = 2000;

    /// <summary>Asks for a restore. Returns its id.</summary>
    /// <exception cref="RefusedException">The target cannot be, was not typed right, or is being restored into already.</exception>
    public Task<Guid> RequestAsync(Actor actor, Guid commandId, RestoreWish wish, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.RestoreBackup, async change =>
        {
            var backup = await FindAsync(change.Db, wish, ct);
            RestoreTargets.Ensure(backup.SourceKind, backup.ConsistentAt, wish.Target);
            EnsureTyped(wish);
            await EnsureReachedAsync(change.Db, backup, wish, ct);
            await EnsureAloneAsync(change, wish.Target, ct);
            if (wish.IncidentId is { } incident)
            {
                await RestoreChanges.EnsureIncidentOpenAsync(change, incident, ct);
            }

            var restore = Make(change, wish);
            change.Db.Restores.Add(restore);
            RestoreChanges.Record(change, restore, restore.IsDestructive ? "proposed" : "requested", new { backup.Source, backup.ConsistentAt });
            return restore.Id;
        }, ct);

    /// <summary>Lets a proposed restore start, by a second person who proves once more who they are. Returns the instant until which it must have.</summary>
    /// <param name="requestSha256">What the approver saw: an approval of something else is refused.</param>
    /// <param name="password">The approver's own, asked for just now.</param>
    public async Task<DateTimeOffset> ApproveAsync(Actor actor, Guid commandId, Guid restoreId, string requestSha256, SecretText? password, CancellationToken ct)
    {
        await changes.EnsureMayAsync(actor, Right.ApproveRestore, ct);
        await stepUp.EnsureAsync(actor, password, ct);
        return await ApproveAsync(actor, commandId, restoreId, requestSha256, ct);
    }

    private Task<DateTimeOffset> ApproveAsync(Actor actor, Guid commandId, Guid restoreId, string requestSha256, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ApproveRestore, async change =>
        {
            var restore = await LockProposedAsync(change, restoreId, ct);
            await EnsureSecondPersonAsync(change, restore, ct);
            if (!string.Equals(requestSha256, restore.RequestSha256, StringComparison.Ordinal))
            {
                throw new RefusedException("request_changed", "This is not the request that you saw. Look at it again before you approve it.");
            }

            if (change.At - restore.RequestedAt > ProposalHolds)
            {
                throw new RefusedException("proposal_expired", $"It was proposed more than {ProposalHolds.TotalHours:0} hours ago. Ask for it again.");
            }

            (restore.State, restore.ApprovedById, restore.ApprovedByName) = (RestoreState.Waiting, actor.Id, actor.Name);
            (restore.ApprovedAt, restore.ApprovalEndsAt) = (change.At, change.At + ApprovalHolds);
            RestoreChanges.Record(change, restore, "approved");
            return restore.ApprovalEndsAt.Value;
        }, ct);

    /// <summary>Turns a proposed restore down, with a reason.</summary>
    public Task<bool> RefuseAsync(Actor actor, Guid commandId, Guid restoreId, string reason, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ApproveRestore, async change =>
        {
            var restore = await LockProposedAsync(change, restoreId, ct);
            var said = SafeText.Clean(reason.Trim());
            if (said.Length is 0 or > LongestReason)
            {
                throw new RefusedException("reason_missing", $"Say why, in 1 to {LongestReason} characters.");
            }

            RestoreChanges.End(restore, RestoreState.Refused, $"Refused by {actor.Name}: {said}", change.At);
            RestoreChanges.Record(change, restore, "refused");
            return true;
        }, ct);

    /// <summary>Stops a restore: at once while it waits; a running one is asked to stop, and its target must not be used.</summary>
    public Task<bool> CancelAsync(Actor actor, Guid commandId, Guid restoreId, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.RestoreBackup, async change =>
        {
            var restore = await RestoreChanges.LockAsync(change, restoreId, ct);
            switch (restore.State)
            {
                case RestoreState.Proposed or RestoreState.Waiting:
                    RestoreChanges.End(restore, RestoreState.Cancelled, $"Cancelled by {actor.Name} before it began.", change.At);
                    RestoreChanges.Record(change, restore, "cancelled");
                    return true;
                case RestoreState.Running:
                    restore.CancelRequestedAt ??= change.At;
                    RestoreChanges.Record(change, restore, "cancel_requested");
                    return true;
                default:
                    throw new RefusedException("restore_ended", "It has ended already.");
            }
        }, ct);

    private RestoreRun Make(Change change, RestoreWish wish)
    {
        var (id, isDestructive) = (change.NewId(), RestoreTargets.IsDestructive(wish.Target));
        return new()
        {
            Id = id, BackupId = wish.BackupId, StoreId = wish.StoreId, Target = RestoreTargets.ToJson(wish.Target), IsDestructive = isDestructive,
            SealedPassword = wish.Password is { } password ? box.Seal(RestoreChanges.PurposeOf(id), password) : null,
            RequestSha256 = RestoreTargets.Sha256(wish.BackupId, wish.StoreId, wish.Target), IncidentId = wish.IncidentId,
            State = isDestructive ? RestoreState.Proposed : RestoreState.Waiting, RequestedById = change.Actor.Id, RequestedByName = change.Actor.Name, RequestedAt = change.At,
        };
    }

    private static async Task<Backup> FindAsync(DrDbContext db, RestoreWish wish, CancellationToken ct)
    {
        var backup = await db.Backups.AsNoTracking().Include(candidate => candidate.Copies).SingleOrDefaultAsync(candidate => candidate.Id == wish.BackupId, ct)
            ?? throw new NotFoundException("backup", wish.BackupId);
        return backup.RemovedAt is null && backup.Copies.Any(copy => copy.State == CopyState.Present && (wish.StoreId is null || copy.StoreId == wish.StoreId))
            ? backup
            : throw new RefusedException("no_copy", "No store that was chosen has a whole copy of this backup. Choose another backup, or another store.");
    }

    // Where log is missing PostgreSQL would end recovery early and call it success: refused here, and by the records in the store once more.
    private static async Task EnsureReachedAsync(DrDbContext db, Backup backup, RestoreWish wish, CancellationToken ct)
    {
        if (wish.Target is PostgresClusterTarget cluster)
        {
            RecoveryReach.EnsureAny([.. (await RecoveryReach.OfAsync(db, backup, ct)).Where(reach => wish.StoreId is null || reach.StoreId == wish.StoreId)], cluster.Until);
        }
    }

    private static void EnsureTyped(RestoreWish wish)
    {
        if (!string.Equals(wish.Confirm.Trim(), wish.Target.Identity, StringComparison.Ordinal))
        {
            throw new RefusedException("confirmation_wrong", $"What was typed is not the target. To restore there, type {wish.Target.Identity}");
        }
    }

    // Two clicks, two people or two nodes: one target takes one restore at a time.
    private static async Task EnsureAloneAsync(Change change, RestoreTarget target, CancellationToken ct)
    {
        var place = $"restore {RestoreTargets.KindOf(target)} {target.Identity}";
        await change.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({place}, 0))", ct);
        var active = await change.Db.Restores.AsNoTracking()
            .Where(restore => restore.State == RestoreState.Proposed || restore.State == RestoreState.Waiting || restore.State == RestoreState.Running)
            .Select(restore => new { restore.Target, restore.RequestedByName }).ToListAsync(ct);
        if (active.FirstOrDefault(other => RestoreTargets.FromJson(other.Target).Identity == target.Identity) is { } under)
        {
            throw new RefusedException("restore_under_way", $"A restore into {target.Identity} was asked for by {under.RequestedByName} and has not ended. Wait for its end, or cancel it.");
        }
    }

    private static async Task<RestoreRun> LockProposedAsync(Change change, Guid restoreId, CancellationToken ct) =>
        await RestoreChanges.LockAsync(change, restoreId, ct) is { State: RestoreState.Proposed } restore
            ? restore
            : throw new RefusedException("not_proposed", "It does not wait for a second person: it was approved, refused or cancelled meanwhile.");

    private static async Task EnsureSecondPersonAsync(Change change, RestoreRun restore, CancellationToken ct)
    {
        if (await SamePerson.IsAmongAsync(change.Db, [restore.RequestedById], change.Actor.Id, change.Actor.Name, ct))
        {
            throw new RefusedException("second_person_needed", $"{restore.RequestedByName} asked for it. Somebody else must approve it.");
        }
    }
}
