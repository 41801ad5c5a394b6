using DrConsole.Backups.Keys;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace DrConsole.Backups.Restoring;

/// <summary>
/// Carries out restores that may start, one at a time: takes the lease, chooses the copy, restores, compares, and writes what came of it.
/// A restore that does not end well says whether its target was touched.
/// </summary>
internal sealed partial class RestoreRunner(
    Leases leases, RestoreLedger ledger, RestoreSource source, RestoreEngine engine, KeyRing keys, SecretBox box, IDbContextFactory<DrDbContext> contexts, TimeProvider clock,
    ILogger<RestoreRunner> logger)
{
    /// <summary>Ends what died or was not used in time, then carries out the next restore. False when there is none.</summary>
    public async Task<bool> RunNextAsync(CancellationToken ct)
    {
        await ledger.EndAbandonedAsync(ct);
        await ledger.ExpireAsync(ct);
        if (await ledger.TakeAsync(ct) is not { } lease)
        {
            return false;
        }

        await using var keeper = leases.Keep(lease, ct);
        try
        {
            await ledger.FinishAsync(lease, await RunAsync(lease, keeper, ct), CancellationToken.None);
        }
        catch (LeaseLostException)
        {
            LogLost(lease.Id); // whoever took it over has written that it broke off
        }

        return true;
    }

    private async Task<RestoreEnd> RunAsync(Lease lease, LeaseKeeper keeper, CancellationToken ct)
    {
        var restore = await ReadAsync(lease.Id, ct);
        var attempt = new RestoreAttempt(restore);
        await using var board = new RestoreProgressBoard(ledger, lease, clock, keeper.Token);
        try
        {
            return attempt.Ended(await RestoreAsync(restore, attempt, board));
        }
        catch (OperationCanceledException) when (board.IsCancelled)
        {
            return attempt.Cancelled();
        }
        catch (OperationCanceledException) when (keeper.IsLost)
        {
            throw new LeaseLostException(lease);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return attempt.Stopped();
        }
        catch (Exception failure) when (failure is RefusedException or StoreException or NotFoundException)
        {
            return attempt.Failed(failure.Message);
        }
        catch (Exception failure) when (failure is not (OutOfMemoryException or LeaseLostException))
        {
            LogDefect(failure, lease.Id);
            return attempt.Failed("A defect of the console stopped it; the console's log has the details.");
        }
    }

    private async Task<RestoreResult> RestoreAsync(RestoreRun restore, RestoreAttempt attempt, RestoreProgressBoard board)
    {
        var ct = board.Token;
        var target = RestoreTargets.FromJson(restore.Target);
        var cluster = target is PostgresClusterTarget wanted ? new ClusterTargetRestore(wanted, restore.Id, clock) : null;
        await using var copy = await source.OpenAsync(restore.BackupId, restore.StoreId, board.Say, cluster is null ? null : found => cluster.LookAsync(found, ct), ct);
        attempt.Reads(copy);
        board.Say($"Reading the copy in {copy.Copy.StoreName}.");
        using var secrets = PrivateFolder.Create();
        async Task BeforeChangeAsync(CancellationToken token)
        {
            await ledger.EnsureStillPermittedAsync(restore.Id, token);
            attempt.Touches();
        }

        if (cluster is not null)
        {
            return await cluster.RunAsync(copy, (recipients, token) => keys.IdentitiesAsync(recipients, secrets, token), BeforeChangeAsync, board, ct);
        }

        return await engine.RunAsync(
            new()
            {
                Store = copy.Store, Folder = copy.Folder, Manifest = copy.Manifest, Needs = copy.Needs, Target = target, Progress = board,
                Identities = await keys.IdentitiesAsync(copy.Recipients, secrets, ct),
                Password = restore.SealedPassword is { } text ? box.Open(RestoreChanges.PurposeOf(restore.Id), text) : null,
                BeforeChangeAsync = (_, token) => BeforeChangeAsync(token),
            },
            ct);
    }

    private async Task<RestoreRun> ReadAsync(Guid restoreId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Restores.AsNoTracking().SingleAsync(restore => restore.Id == restoreId, ct);
    }

    [LoggerMessage(1, LogLevel.Warning, "Restore {RestoreId} was taken over by another node; nothing more is written for it here")]
    private partial void LogLost(Guid restoreId);

    [LoggerMessage(2, LogLevel.Error, "Restore {RestoreId} failed by a defect")]
    private partial void LogDefect(Exception failure, Guid restoreId);
}
