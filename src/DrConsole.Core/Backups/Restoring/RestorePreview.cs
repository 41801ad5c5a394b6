using System.Text.Json;
using DrConsole.Access;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Restoring;

/// <summary>Looks at a target before anybody asks for a restore, so that the person sees who it really is. Changes nothing.</summary>
public sealed class RestorePreview(
    AuditedChanges changes, RestoreSinks sinks, StoreDirectory stores, StoreCatalogue catalogue, KeyRing keys, IDbContextFactory<DrDbContext> contexts, TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly RestoreSource _source = new(contexts, stores, catalogue, keys);

    /// <summary>Who the target is, and what the person should know.</summary>
    /// <param name="storeId">The copy that the person chose; null looks at all, the best first, as the restore will.</param>
    /// <exception cref="RefusedException">It does not answer, or nothing may be restored into it, or not from there.</exception>
    public async Task<TargetCheck> CheckAsync(Actor actor, Guid backupId, RestoreTarget target, SecretText? password, Guid? storeId, CancellationToken ct)
    {
        await changes.EnsureMayAsync(actor, Right.RestoreBackup, ct); // before anything is asked of a machine that somebody named
        await using var db = await contexts.CreateDbContextAsync(ct);
        var backup = await db.Backups.AsNoTracking().Where(candidate => candidate.Id == backupId).Select(candidate => new { candidate.SourceKind, candidate.ConsistentAt, candidate.Manifest }).SingleOrDefaultAsync(ct)
            ?? throw new NotFoundException("backup", backupId);
        RestoreTargets.Ensure(backup.SourceKind, backup.ConsistentAt, target);
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            if (target is PostgresClusterTarget cluster)
            {
                return await LookAsync(backupId, cluster, storeId, either.Token);
            }

            await using var sink = sinks.Create(target, password);
            return await sink.CheckAsync(JsonSerializer.Deserialize<Manifest>(backup.Manifest, CanonicalJson.Options)!, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new RefusedException("target_silent", target is PostgresClusterTarget
                ? $"The log's records could not be read from the store within {Limit.TotalSeconds:0} seconds. Look at the page Stores, then try again; the restore itself takes its time."
                : $"{target.Identity} did not answer within {Limit.TotalSeconds:0} seconds. Check address, port, network and firewall.");
        }
    }

    private async Task<TargetCheck> LookAsync(Guid backupId, PostgresClusterTarget target, Guid? storeId, CancellationToken ct)
    {
        var look = new ClusterTargetRestore(target, Guid.Empty, clock);
        TargetCheck? seen = null;
        await using var copy = await _source.OpenAsync(backupId, storeId, static _ => { }, async found => seen = await look.LookAsync(found, ct), ct);
        return seen! with { Remarks = [$"Read from {copy.Copy.StoreName}.", .. seen.Remarks] };
    }
}
