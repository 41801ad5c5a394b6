using DrConsole.Access;
using DrConsole.Alarms;
using DrConsole.Audit;
using DrConsole.Backups.Runs;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Policies;

/// <summary>Makes and changes policies. A policy is saved only as one that can be carried out; every fault is named.</summary>
public sealed class PolicyCommands(AuditedChanges changes, SecretBox secrets, ConsoleOptions console)
{
    // What nobody can cure any more once the policy is gone.
    private static readonly AlarmKind[] OfPolicies = [AlarmKind.BackupFailed, AlarmKind.BackupLate];

    /// <summary>Makes a policy; its first run is due at the schedule's next instant.</summary>
    /// <exception cref="RefusedException">It cannot be carried out as it is.</exception>
    public Task<PolicySaved> CreateAsync(Actor actor, Guid commandId, PolicyDraft draft, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change => await CreateAsync(change, draft, isOwn: false, ct), ct);

    /// <summary>Changes a policy as a whole. Its name in the stores stays.</summary>
    /// <param name="seenVersion">The version that the caller saw, so that of two people the slower is told to look again; null overwrites.</param>
    public Task<PolicySaved> ChangeAsync(Actor actor, Guid commandId, Guid policyId, PolicyDraft draft, uint? seenVersion, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            var policy = await FindAsync(change.Db, policyId, ct);
            if (seenVersion is { } seen)
            {
                change.Db.Entry(policy).Property<uint>("Version").OriginalValue = seen;
            }

            await EnsureFaultlessAsync(change.Db, draft, policyId, ct);
            var before = Picture(policy);
            if (!HasSameSchedule(policy, draft))
            {
                policy.ScheduledSince = change.At;
            }

            Fill(policy, draft);
            Record(change, policy, "backup.policy.changed", new { policy.Id, policy.Name, from = before, to = Picture(policy), passwordChanged = draft.Password is not null, materialChanged = draft.Material is not null });
            return new PolicySaved(policy.Id, [.. ScheduleLint.Findings(draft, await RunDurations.SlowSecondsAsync(change.Db, policyId, ct))]);
        }, ct);

    /// <summary>Switches a policy on or off. What was due while it was off is not made good.</summary>
    public Task<bool> EnableAsync(Actor actor, Guid commandId, Guid policyId, bool isEnabled, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            var policy = await FindAsync(change.Db, policyId, ct);
            if (policy.IsEnabled == isEnabled)
            {
                throw new RefusedException("policy_unchanged", $"The policy “{policy.Name}” is {(isEnabled ? "on" : "off")} already.");
            }

            (policy.IsEnabled, policy.ScheduledSince) = (isEnabled, change.At);
            Record(change, policy, isEnabled ? "backup.policy.enabled" : "backup.policy.disabled", new { policy.Id, policy.Name });
            return true;
        }, ct);

    /// <summary>Deletes a policy: nothing is run for it any more. Its backups, runs and proofs stay.</summary>
    public Task<bool> DeleteAsync(Actor actor, Guid commandId, Guid policyId, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            var policy = await FindAsync(change.Db, policyId, ct);
            if (policy.IsOwn)
            {
                throw new RefusedException("policy_own", "The console's backup of itself cannot be deleted. Switch it off, if you must.");
            }

            (policy.DeletedAt, policy.SealedPassword, policy.SealedMaterial) = (change.At, null, null);
            await change.Db.BackupRuns.Where(run => run.PolicyId == policyId && run.State == RunState.Waiting)
                .ExecuteUpdateAsync(set => set.SetProperty(run => run.State, RunState.Cancelled).SetProperty(run => run.EndedAt, change.At).SetProperty(run => run.Fault, "Its policy was deleted."), ct);
            foreach (var kind in OfPolicies)
            {
                await AlarmCommands.ClearAsync(change, kind, policyId.ToString(), ct);
            }

            Record(change, policy, "backup.policy.deleted", new { policy.Id, policy.Name, policy.Source });
            return true;
        }, ct);

    /// <summary>Makes a policy within a change that is under way.</summary>
    /// <param name="isOwn">The console's backup of itself.</param>
    internal async Task<PolicySaved> CreateAsync(Change change, PolicyDraft draft, bool isOwn, CancellationToken ct)
    {
        await EnsureFaultlessAsync(change.Db, draft, policyId: null, ct);
        var id = change.NewId();
        var policy = new BackupPolicy
        {
            Id = id, Name = "", Source = draft.Source ?? await SourceNames.FreeAsync(change.Db, draft.Name, ct), Settings = "", Retention = "", KeyCategory = "", IsOwn = isOwn,
            CreatedAt = change.At, ScheduledSince = change.At, OffsetSeconds = StableOffset.Seconds(id, draft.Cron),
        };
        Fill(policy, draft);
        change.Db.BackupPolicies.Add(policy);
        Record(change, policy, "backup.policy.created", new { policy.Id, policy.Name, policy.Source, policy = Picture(policy) });
        return new(id, [.. ScheduleLint.Findings(draft, usualSeconds: null)]);
    }

    private static async Task<BackupPolicy> FindAsync(DrDbContext db, Guid policyId, CancellationToken ct) =>
        await db.BackupPolicies.SingleOrDefaultAsync(policy => policy.Id == policyId && policy.DeletedAt == null, ct) ?? throw new NotFoundException("backup policy", policyId);

    private async Task EnsureFaultlessAsync(DrDbContext db, PolicyDraft draft, Guid? policyId, CancellationToken ct)
    {
        var faults = await PolicyCheck.FaultsAsync(db, draft, policyId, console, ct);
        if (faults.Count > 0)
        {
            throw new RefusedException(faults[0].Code, string.Join(' ', faults.Select(fault => fault.Text)));
        }
    }

    private static bool HasSameSchedule(BackupPolicy policy, PolicyDraft draft) =>
        policy.Cron == draft.Cron && policy.Zone == draft.Zone && policy.IsEnabled == draft.IsEnabled && policy.BlackoutsOf().Count == draft.Blackouts.Count
        && PolicyJson.Text(policy.BlackoutsOf()) == PolicyJson.Text(draft.Blackouts);

    private void Fill(BackupPolicy policy, PolicyDraft draft)
    {
        policy.Name = draft.Name.Trim();
        policy.SystemName = draft.SystemName;
        policy.PlanItemKey = draft.PlanItemKey;
        policy.Settings = PolicyJson.Text(draft.Settings);
        policy.SealedPassword = Sealed(policy.SealedPassword, draft.Password, PolicySecrets.Password(policy.Id));
        policy.SealedMaterial = Sealed(policy.SealedMaterial, draft.Material, PolicySecrets.Material(policy.Id));
        (policy.Cron, policy.Zone, policy.Blackouts) = (draft.Cron, draft.Zone, PolicyJson.Text(draft.Blackouts));
        (policy.CeilingMinutes, policy.StallMinutes, policy.OnChangeSeconds) = (draft.CeilingMinutes, draft.StallMinutes, draft.OnChangeSeconds);
        policy.OffsetSeconds = StableOffset.Seconds(policy.Id, draft.Cron);
        (policy.Retention, policy.KeyCategory, policy.StoreIds) = (PolicyJson.Text(draft.Retention), draft.KeyCategory, [.. draft.StoreIds]);
        (policy.AllowedRegions, policy.LockDays, policy.VerifyLevel) = ([.. draft.AllowedRegions], draft.LockDays, draft.VerifyLevel);
        (policy.RestoreTestDays, policy.Checks) = (draft.RestoreTestDays, PolicyJson.Text(draft.Checks));
        (policy.RpoMinutes, policy.RtoMinutes, policy.IsEnabled) = (draft.RpoMinutes, draft.RtoMinutes, draft.IsEnabled);
    }

    private string? Sealed(string? before, SecretText? secret, string purpose) =>
        secret is null ? before : secret.Reveal().Length == 0 ? null : secrets.Seal(purpose, secret);

    // What the audit chain says of a policy: everything but its secrets, which are kept apart from the settings.
    private static object Picture(BackupPolicy policy) => new
    {
        settings = policy.SettingsOf(), policy.SystemName, policy.Cron, policy.Zone, blackouts = policy.BlackoutsOf(), policy.CeilingMinutes, policy.StallMinutes, policy.OnChangeSeconds,
        retention = policy.RetentionOf(), policy.KeyCategory, policy.StoreIds, policy.AllowedRegions, policy.LockDays, policy.VerifyLevel, policy.RestoreTestDays, checks = policy.ChecksOf(),
        policy.RpoMinutes, policy.RtoMinutes, policy.IsEnabled,
    };

    private static void Record(Change change, BackupPolicy policy, string action, object data)
    {
        change.Record(AuditChain.Console, action, data);
        change.Signal(Topic.Backups);
    }
}
