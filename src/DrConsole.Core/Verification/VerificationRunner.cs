using System.Threading.Channels;
using DrConsole.Backups;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Policies;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace DrConsole.Verification;

/// <summary>Carries examinations out under their lease. Its verdict is first a signed record in the store, then a row; whoever lost the lease writes neither.</summary>
public sealed partial class VerificationRunner
{
    private readonly VerificationLedger _ledger;
    private readonly Leases _leases;
    private readonly IDbContextFactory<DrDbContext> _contexts;
    private readonly VerificationEngine _engine;
    private readonly StoreDirectory _stores;
    private readonly KeyRing _keys;
    private readonly ConsoleOptions _console;
    private readonly TimeProvider _clock;
    private readonly ILogger<VerificationRunner> _logger;

    /// <summary>A runner on that database.</summary>
    public VerificationRunner(
        AuditedChanges changes, Leases leases, IDbContextFactory<DrDbContext> contexts, VerificationEngine engine, StoreDirectory stores, KeyRing keys, ConsoleOptions console, TimeProvider clock, ILogger<VerificationRunner> logger)
    {
        (_leases, _contexts, _engine, _stores, _keys, _console, _clock, _logger) = (leases, contexts, engine, stores, keys, console, clock, logger);
        _ledger = new(changes, leases, contexts, clock);
    }

    /// <summary>Ends what killed consoles on this machine left of their restore tests. Returns how many there were.</summary>
    public Task<int> SweepAsync() => VerificationEngine.SweepAsync(_console.ScratchFolder);

    /// <summary>Takes the next examination and carries it out. False when none waits.</summary>
    /// <param name="ct">Cancelled when the node stops; another node, or this one after its start, begins the examination again.</param>
    public async Task<bool> RunNextAsync(CancellationToken ct)
    {
        if (await _ledger.TakeAsync(ct) is not { } lease)
        {
            return false;
        }

        await using var keeper = _leases.Keep(lease, ct);
        try
        {
            await RunAsync(lease, keeper.Token);
        }
        catch (LeaseLostException lost)
        {
            LogLost(lease.Id, lost.Message);
        }
        catch (OperationCanceledException) when (keeper.IsLost)
        {
            LogLost(lease.Id, "It could not be renewed.");
        }

        return true;
    }

    private async Task RunAsync(Lease lease, CancellationToken ct)
    {
        await using var db = await _contexts.CreateDbContextAsync(ct);
        var run = await db.Verifications.AsNoTracking().SingleAsync(candidate => candidate.Id == lease.Id, ct);
        var backup = await db.Backups.AsNoTracking().SingleAsync(candidate => candidate.Id == run.BackupId, ct);
        var policy = backup.PolicyId is { } id ? await db.BackupPolicies.AsNoTracking().SingleAsync(candidate => candidate.Id == id, ct) : null;
        var startedAt = _clock.GetUtcNow();
        var outcome = lease.Fence > VerificationLedger.MostAttempts
            ? Unfinished($"The node that examined it died {VerificationLedger.MostAttempts} times. Look into the nodes' logs (memory, disk) before you ask again.")
            : await ExamineAsync(lease, run, backup, policy, ct);
        outcome = await RecordAsync(run, backup, outcome, startedAt, ct);
        await _ledger.EndAsync(lease, outcome, ct);
    }

    private async Task<VerificationOutcome> ExamineAsync(Lease lease, VerificationRun run, Backup backup, BackupPolicy? policy, CancellationToken ct)
    {
        using var secrets = PrivateFolder.Create();
        try
        {
            await using var store = await _stores.OpenAsync(run.StoreId, ct);
            var recipients = JsonRecipients.Of(backup.Manifest);
            var stages = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
            var telling = TellAsync(lease, stages.Reader, ct);
            try
            {
                return await _engine.RunAsync(new()
                {
                    RunId = run.Id, Store = store, Folder = backup.Folder, Level = run.Level, Trusted = new TrustedKeys(await _keys.TrustedAsync(ct)),
                    Identities = run.Level >= VerificationLevel.ReadBack ? await _keys.IdentitiesAsync(recipients, secrets, ct) : null, ScratchFolder = _console.ScratchFolder,
                    LogIdentitiesAsync = (all, token) => _keys.IdentitiesAsync(all, secrets, token), BackupId = backup.Id, ManifestSha256 = backup.ManifestSha256, Checks = policy?.ChecksOf() ?? [], Progress = new Stages(stages.Writer),
                }, ct);
            }
            finally
            {
                stages.Writer.Complete();
                await telling;
            }
        }
        catch (Exception lack) when (lack is RefusedException or StoreException)
        {
            return Unfinished(lack.Message);
        }
    }

    // The store may be full or locked: the verdict stands without its copy there, and says so.
    private async Task<VerificationOutcome> RecordAsync(VerificationRun run, Backup backup, VerificationOutcome outcome, DateTimeOffset startedAt, CancellationToken ct)
    {
        try
        {
            await using var store = await _stores.OpenAsync(run.StoreId, ct);
            using var signer = await _keys.SignerAsync(ct);
            var record = new VerificationRecord(
                run.Id, backup.Id, backup.Source, backup.Folder, outcome.ManifestSha256, run.Level, outcome.Verdict, outcome.Reached, startedAt, _clock.GetUtcNow(), run.Reason, run.RequestedByName, outcome.Report, outcome.Fault);
            await SignedRecords.WriteAsync(store, record.Key, record, signer, ct);
            return outcome;
        }
        catch (Exception failure) when (failure is StoreException or RefusedException)
        {
            LogUnrecorded(run.Id, failure.Message);
            return outcome with { Report = outcome.Report with { Remarks = [.. outcome.Report.Remarks, $"The signed record could not be written to the store: {failure.Message}"] } };
        }
    }

    private async Task TellAsync(Lease lease, ChannelReader<string> stages, CancellationToken ct)
    {
        try
        {
            await foreach (var stage in stages.ReadAllAsync(ct))
            {
                await _ledger.TellAsync(lease, stage, ct);
            }
        }
        catch (Exception away) when (away is OperationCanceledException or System.Data.Common.DbException or InvalidOperationException)
        {
            // Only a stage that nobody reads.
        }
    }

    private static VerificationOutcome Unfinished(string fault) => new(Verdict.NotVerifiableHere, null, new(), fault);

    [LoggerMessage(1, LogLevel.Warning, "Examination {RunId} was given up: {Why}")]
    private partial void LogLost(Guid runId, string why);

    [LoggerMessage(2, LogLevel.Warning, "The record of examination {RunId} could not be written to its store: {Why}")]
    private partial void LogUnrecorded(Guid runId, string why);

    private sealed class Stages(ChannelWriter<string> to) : IProgress<string>
    {
        public void Report(string value) => to.TryWrite(value);
    }
}
