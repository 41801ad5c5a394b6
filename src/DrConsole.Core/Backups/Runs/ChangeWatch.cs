using System.Collections.Concurrent;
using DrConsole.Access;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Sources;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Runs;

/// <summary>
/// Starts runs of policies that watch files, so long after the last change that a burst of changes is one backup. The kernel tells of changes where it
/// can; now and then the files are compared as well, because it may forget some and tells nothing of network mounts.
/// </summary>
public sealed class ChangeWatch(RunCommands runs, IDbContextFactory<DrDbContext> contexts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan CompareEvery = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<Guid, WatchedFiles> _watched = new();

    /// <summary>Looks once: follows policies that were changed, and starts what is due.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var policies = await db.BackupPolicies.AsNoTracking().Where(policy => policy.IsEnabled && policy.DeletedAt == null && policy.OnChangeSeconds != null).ToListAsync(ct);
        foreach (var gone in _watched.Keys.Except(policies.Select(policy => policy.Id)).ToList())
        {
            Drop(gone);
        }

        foreach (var policy in policies)
        {
            await LookAsync(db, policy, ct);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var id in _watched.Keys.ToList())
        {
            Drop(id);
        }
    }

    private async Task LookAsync(DrDbContext db, BackupPolicy policy, CancellationToken ct)
    {
        if (policy.SettingsOf() is not FilesSettings files)
        {
            return;
        }

        if (_watched.TryGetValue(policy.Id, out var watched) && !watched.IsOf(files.Paths))
        {
            Drop(policy.Id);
        }

        watched = _watched.GetOrAdd(policy.Id, _ => new WatchedFiles(files.Paths, clock));
        watched.Compare(CompareEvery);
        if (watched.ChangedAt is { } changedAt && clock.GetUtcNow() - changedAt >= TimeSpan.FromSeconds(policy.OnChangeSeconds!.Value))
        {
            // Another node saw the same change: a run that was asked for after it has it too.
            if (!await db.BackupRuns.AnyAsync(run => run.PolicyId == policy.Id && run.Trigger == RunTrigger.Change && run.ScheduledFor >= changedAt, ct))
            {
                await runs.StartAsync(Actor.Engine, Guid.CreateVersion7(clock.GetUtcNow()), policy.Id, RunTrigger.Change, ct);
            }

            watched.Forget(changedAt);
        }
    }

    private void Drop(Guid policyId)
    {
        if (_watched.TryRemove(policyId, out var watched))
        {
            watched.Dispose();
        }
    }
}
