using DrConsole.Backups.Runs;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Policies;

/// <summary>Reads of policies from PostgreSQL.</summary>
public sealed class PolicyQueries(IDbContextFactory<DrDbContext> contexts, ConsoleOptions console, TimeProvider clock) : IPolicyQueries
{
    private const int DuesShown = 5;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PolicyRow>> ListAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await RowsAsync(db, await db.BackupPolicies.AsNoTracking().Where(policy => policy.DeletedAt == null).OrderBy(policy => policy.Name).ToListAsync(ct), ct);
    }

    /// <inheritdoc/>
    public async Task<PolicyView?> FindAsync(Guid policyId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.BackupPolicies.AsNoTracking().Where(policy => policy.Id == policyId && policy.DeletedAt == null)
            .Select(policy => new { Policy = policy, Version = EF.Property<uint>(policy, "Version") }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var (policy, draft) = (found.Policy, DraftOf(found.Policy));
        var dues = DueInstants.Of(policy).After(clock.GetUtcNow()).Take(DuesShown).Select(due => due.StartsAt).ToList();
        return new(
            policy.Id, found.Version, draft, policy.SealedPassword is not null, policy.SealedMaterial is not null, policy.IsOwn, policy.OffsetSeconds, policy.CreatedAt,
            (await RowsAsync(db, [policy], ct))[0], dues, [.. ScheduleLint.Findings(draft, await RunDurations.SlowSecondsAsync(db, policyId, ct))]);
    }

    /// <inheritdoc/>
    public async Task<PolicyExamination> ExamineAsync(PolicyDraft draft, Guid? policyId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var faults = await PolicyCheck.FaultsAsync(db, draft, policyId, console, ct);
        var usual = policyId is { } id ? await RunDurations.SlowSecondsAsync(db, id, ct) : null;
        return new(faults, faults.Any(fault => fault.Field == "cron") ? [] : [.. ScheduleLint.Findings(draft, usual)]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PolicyProposal>> ProposalsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await PolicyProposals.ReadAsync(db, ct);
    }

    private static PolicyDraft DraftOf(BackupPolicy policy) => new()
    {
        Name = policy.Name, Source = policy.Source, SystemName = policy.SystemName, PlanItemKey = policy.PlanItemKey, Settings = policy.SettingsOf(), Cron = policy.Cron, Zone = policy.Zone,
        Blackouts = policy.BlackoutsOf(), CeilingMinutes = policy.CeilingMinutes, StallMinutes = policy.StallMinutes, OnChangeSeconds = policy.OnChangeSeconds, Retention = policy.RetentionOf(),
        KeyCategory = policy.KeyCategory, StoreIds = policy.StoreIds, AllowedRegions = policy.AllowedRegions, LockDays = policy.LockDays, VerifyLevel = policy.VerifyLevel,
        RestoreTestDays = policy.RestoreTestDays, Checks = policy.ChecksOf(), RpoMinutes = policy.RpoMinutes, RtoMinutes = policy.RtoMinutes, IsEnabled = policy.IsEnabled,
    };

    private async Task<IReadOnlyList<PolicyRow>> RowsAsync(DrDbContext db, IReadOnlyList<BackupPolicy> policies, CancellationToken ct)
    {
        var (now, ids) = (clock.GetUtcNow(), policies.Select(policy => policy.Id).ToList());
        var begun = await Coverage.BegunUpToAsync(db, ct);
        var last = await LastRunsAsync(db, ids, ct);
        var lastGood = await db.BackupRuns.Where(run => ids.Contains(run.PolicyId) && (run.State == RunState.Succeeded || run.State == RunState.Degraded))
            .GroupBy(run => run.PolicyId).Select(runs => new { runs.Key, At = runs.Max(run => run.EndedAt) }).ToDictionaryAsync(row => row.Key, row => row.At, ct);
        var lastState = await db.Backups.Where(backup => backup.PolicyId != null && ids.Contains(backup.PolicyId.Value) && backup.RemovedAt == null)
            .GroupBy(backup => backup.PolicyId!.Value).Select(backups => new { backups.Key, At = backups.Max(backup => backup.ConsistentAt) }).ToDictionaryAsync(row => row.Key, row => row.At, ct);
        var stores = await db.Stores.Select(store => new { store.Id, store.Name }).ToDictionaryAsync(store => store.Id, store => store.Name, ct);
        return [.. policies.Select(policy => new PolicyRow(
            policy.Id, policy.Name, policy.Source, policy.SettingsOf().Kind, policy.SystemName, policy.PlanItemKey, policy.IsEnabled, policy.IsOwn, policy.Cron, policy.Zone,
            policy.OnChangeSeconds, policy.RpoMinutes, policy.RtoMinutes, [.. policy.StoreIds.Select(id => stores.GetValueOrDefault(id, id.ToString()))],
            DueInstants.Of(policy).After(now).FirstOrDefault()?.StartsAt, last.GetValueOrDefault(policy.Id), lastGood.GetValueOrDefault(policy.Id),
            lastState.TryGetValue(policy.Id, out var state) ? state : null, Coverage.LateSince(policy, begun.TryGetValue(policy.Id, out var upTo) ? upTo : null, now)))];
    }

    private static async Task<IReadOnlyDictionary<Guid, RunRow>> LastRunsAsync(DrDbContext db, IReadOnlyList<Guid> policyIds, CancellationToken ct)
    {
        var newest = db.BackupRuns.AsNoTracking().Where(run => policyIds.Contains(run.PolicyId) && run.State != RunState.Missed
            && !db.BackupRuns.Any(later => later.PolicyId == run.PolicyId && later.State != RunState.Missed && later.ScheduledFor > run.ScheduledFor));
        return (await RunQueries.Rows(db, newest).ToListAsync(ct)).ToDictionary(row => row.PolicyId);
    }
}
