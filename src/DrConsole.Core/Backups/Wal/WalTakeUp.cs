using DrConsole.Access;
using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Policies;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace DrConsole.Backups.Wal;

/// <summary>
/// Makes the rows of a policy's log say what its stores say, once when a node begins to receive: the one before it may have shipped what it could not tell
/// any more. A store that does not answer is asked again every minute.
/// </summary>
internal sealed partial class WalTakeUp(AuditedChanges changes, IDbContextFactory<DrDbContext> contexts, BackupPolicy policy, TrustedKeys trusted, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Ends when every store was compared, or when it is cancelled; never fails.</summary>
    public Task RunAsync(IEnumerable<Destination> destinations, CancellationToken ct) => Task.WhenAll(destinations.Select(destination => RunAsync(destination, ct)));

    private async Task RunAsync(Destination destination, CancellationToken ct)
    {
        try
        {
            while (!await TryAsync(destination, ct))
            {
                await Task.Delay(Pause, time, ct);
            }
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // The stream ends; the next one compares.
        }
    }

    private async Task<bool> TryAsync(Destination destination, CancellationToken ct)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var catalogue = await WalCatalogue.CompareAsync(db, policy, destination.Id, destination.Store, trusted, ct);
            await catalogue.ApplyAsync(changes, Actor.Engine, Right.RunBackup, policy, destination.Id, destination.Name, time, ct);
            LogCompared(policy.Id, destination.Name, catalogue.Untold.Count, catalogue.Gone.Count);
            if (catalogue.Faults.Count > 0)
            {
                LogNotTakenOver(policy.Id, destination.Name, string.Join(' ', catalogue.Faults));
            }

            return true;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogFailed(failure, policy.Id, destination.Name);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Log of policy {PolicyId} in {Store}: {Untold} pieces were known to the store alone, {Gone} to the database alone")]
    private partial void LogCompared(Guid policyId, string store, int untold, int gone);

    [LoggerMessage(2, LogLevel.Warning, "Log of policy {PolicyId} in {Store} was not taken over: {Faults}")]
    private partial void LogNotTakenOver(Guid policyId, string store, string faults);

    [LoggerMessage(3, LogLevel.Warning, "The log of policy {PolicyId} in {Store} could not be compared with what the database says of it; it is tried again")]
    private partial void LogFailed(Exception failure, Guid policyId, string store);
}
