using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Policies;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.Extensions.Logging;

namespace DrConsole.Backups.Runs;

/// <summary>
/// Carries out one run of a policy under its lease: takes the backup, and writes what became of it. Success is written only in the transaction that
/// also holds the backup and its copies; whoever lost the lease writes nothing.
/// </summary>
public sealed partial class BackupRunner(
    RunLedger ledger, Leases leases, RunEnds ends, RunInputs inputs, Adoption adoption, BackupEngine engine, TimeProvider clock, ILogger<BackupRunner> logger)
{
    /// <summary>Takes the next run and carries it out. False when none waits.</summary>
    /// <param name="ct">Cancelled when the node stops: the run is put back at once.</param>
    public async Task<bool> RunNextAsync(CancellationToken ct)
    {
        if (await ledger.TakeAsync(ct) is not { } lease)
        {
            return false;
        }

        await RunAsync(lease, ct);
        return true;
    }

    /// <summary>Carries out a run that was taken.</summary>
    public async Task RunAsync(Lease lease, CancellationToken ct)
    {
        await using var keeper = leases.Keep(lease, ct);
        try
        {
            await WorkAsync(lease, keeper, ct);
        }
        catch (LeaseLostException lost)
        {
            LogLost(lease.Id, lost.Message);
        }
        catch (OperationCanceledException) when (keeper.IsLost)
        {
            LogLost(lease.Id, "It could not be renewed.");
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // The node stops: whatever failed because of that, the run begins again elsewhere.
            await ledger.PutBackAsync(lease, CancellationToken.None);
        }
    }

    private async Task WorkAsync(Lease lease, LeaseKeeper keeper, CancellationToken ct)
    {
        var (run, policy) = await inputs.ReadAsync(lease.Id, keeper.Token);
        if (run.CancelRequestedAt is not null)
        {
            await ends.CancelledAsync(lease, keeper.Token);
            return;
        }

        var progress = new RunProgress(clock);
        var watch = new RunWatch(ledger, keeper, progress, policy, clock);
        BackupTaken? taken = null;
        RunEnd? end = null;
        try
        {
            taken = await TakeAsync(lease, run, policy, progress, watch.Token);
        }
        catch (OperationCanceledException) when (watch.Stopped is not null)
        {
            end = watch.Stopped;
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or LeaseLostException) && !(ct.IsCancellationRequested && watch.Stopped is null))
        {
            end = watch.Stopped ?? new(RunState.Failed, Said(failure));
            LogFailed(failure, lease.Id);
        }
        finally
        {
            await watch.DisposeAsync();
        }

        // From here on only the lease counts: a backup that is in the stores is written down though the node stops.
        await TryAgainAsync(() => taken is null ? ends.NothingAsync(lease, end!, progress, CancellationToken.None) : ends.TakenAsync(lease, policy, taken, progress, CancellationToken.None), keeper);
    }

    private async Task<BackupTaken> TakeAsync(Lease lease, BackupRun run, BackupPolicy policy, RunProgress progress, CancellationToken ct)
    {
        var source = inputs.Source(policy);
        var look = await inputs.LookAsync(policy, source, progress.Say, ct);
        try
        {
            if (await adoption.FindAsync(run, policy.Source, look.Taking, progress.Say, ct) is { } made)
            {
                return new(made, look.LeftOut, IsAdopted: true);
            }

            var backupId = await ledger.ChooseBackupAsync(lease, ct);
            using var signer = await inputs.SignerAsync(ct);
            var request = await inputs.RequestAsync(run, policy, backupId, source, look.Taking, signer, ct);
            return new(await engine.RunAsync(request with { Progress = progress, BeforeCommitAsync = token => EnsureOursAsync(lease, token) }, ct), look.LeftOut, IsAdopted: false);
        }
        finally
        {
            foreach (var destination in look.Taking)
            {
                await destination.Store.DisposeAsync();
            }
        }
    }

    private async Task EnsureOursAsync(Lease lease, CancellationToken ct)
    {
        if (!await leases.RenewAsync(lease, ct))
        {
            throw new LeaseLostException(lease);
        }
    }

    // The database may be away just now; as long as the lease lasts nobody else does the work, and after that the next attempt finds the manifest.
    private async Task TryAgainAsync(Func<Task> write, LeaseKeeper keeper)
    {
        while (true)
        {
            try
            {
                await write();
                return;
            }
            catch (Exception failure) when (DatabaseAway.Is(failure) && !keeper.IsLost)
            {
                LogAway(failure, keeper.Lease.Id);
                await Task.Delay(TimeSpan.FromSeconds(2), clock, CancellationToken.None);
            }
        }
    }

    private static string Said(Exception failure) => failure is BackupFailedException or RefusedException or StoreException or NotFoundException
        ? failure.Message
        : $"The console met a fault of its own: {failure.GetType().Name}. The node's log has the details.";

    [LoggerMessage(1, LogLevel.Warning, "Backup run {RunId} was given up: {Reason}")]
    private partial void LogLost(Guid runId, string reason);

    [LoggerMessage(2, LogLevel.Warning, "Backup run {RunId} failed")]
    private partial void LogFailed(Exception failure, Guid runId);

    [LoggerMessage(3, LogLevel.Warning, "The end of backup run {RunId} cannot be written yet")]
    private partial void LogAway(Exception failure, Guid runId);
}

/// <summary>A backup that is in at least one store.</summary>
/// <param name="IsAdopted">An attempt before this one had made it and could not write it down.</param>
internal sealed record BackupTaken(BackupResult Result, IReadOnlyList<StoreLeftOut> LeftOut, bool IsAdopted);
