using System.Data.Common;
using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Policies;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace DrConsole.Backups.Wal;

/// <summary>
/// Makes the rows of a policy's log say what its stores say, once when a node begins to receive: the one before it may have shipped what it could not tell
/// any more. A store that does not answer is asked again every minute.
/// </summary>
internal sealed partial class WalTakeUp(IDbContextFactory<DrDbContext> contexts, BackupPolicy policy, TrustedKeys trusted, TimeProvider time, ILogger logger)
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
        catch (OperationCanceledException)
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
            await catalogue.WriteAsync(db, policy.Id, destination.Id, ct);
            if (!catalogue.IsSame || catalogue.Faults.Count > 0)
            {
                LogTakenUp(policy.Id, destination.Name, catalogue.Untold.Count, catalogue.Gone.Count, string.Join(' ', catalogue.Faults));
            }

            return true;
        }
        catch (Exception failure) when (failure is StoreException or RefusedException or IOException or DbException or TimeoutException)
        {
            LogFailed(failure, policy.Id, destination.Name);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Log of policy {PolicyId} in {Store}: {Untold} pieces were known to the store alone, {Gone} to the database alone. {Faults}")]
    private partial void LogTakenUp(Guid policyId, string store, int untold, int gone, string faults);

    [LoggerMessage(2, LogLevel.Warning, "The log of policy {PolicyId} in {Store} could not be compared with what the database says of it; it is tried again")]
    private partial void LogFailed(Exception failure, Guid policyId, string store);
}
