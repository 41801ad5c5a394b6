using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Sources;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace DrConsole.Backups.Wal;

/// <summary>
/// Runs a stream for each enabled policy of a physical PostgreSQL source, on one node each. A policy that changed gets a new stream; a lost lease ends it.
/// </summary>
public sealed partial class WalStreams(
    AuditedChanges changes, IDbContextFactory<DrDbContext> contexts, StoreDirectory stores, KeyRing keys, SecretBox secrets, WalAlarms alarms, ConsoleOptions console, TimeProvider clock, ILogger<WalStreams> logger)
    : IWalProgress
{
    private readonly Dictionary<Guid, HeldStream> _held = [];
    private readonly WalRows _rows = new(contexts);

    /// <summary>Looks once: starts what should run and may run here, ends what should not, tells alarms.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        var policies = await PoliciesAsync(ct);
        foreach (var (id, held) in _held.ToList())
        {
            var policy = policies.Find(candidate => candidate.Id == id);
            if (policy is null || held.IsOver || held.Fingerprint != FingerprintOf(policy) || !await held.Lease.RenewAsync(ct))
            {
                _held.Remove(id);
                LogEnding(id);
                await held.DisposeAsync();
            }
        }

        foreach (var policy in policies)
        {
            if (!_held.ContainsKey(policy.Id) && await TryStartAsync(policy, ct) is { } started)
            {
                _held.Add(policy.Id, started);
                LogStarted(policy.Id);
            }

            await alarms.TellAsync(policy, _held.GetValueOrDefault(policy.Id)?.Stream.State, ct);
        }
    }

    /// <summary>How a policy's stream stands, where it runs in this process.</summary>
    public WalStreamState? StateOf(Guid policyId) => _held.GetValueOrDefault(policyId)?.Stream.State;

    /// <inheritdoc/>
    public async Task<WalCoverage?> CoverageAsync(PostgresPhysicalSettings settings, string systemIdentifier, BasePoint? from, int segmentBytes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var policy = (await PoliciesAsync(ct)).Find(candidate => candidate.SettingsOf() is PostgresPhysicalSettings own && own.Host == settings.Host && own.Port == settings.Port && own.Slot == settings.Slot);
        if (policy is null)
        {
            return null;
        }

        var state = StateOf(policy.Id);
        var reached = await _rows.ReachedAsync(policy, systemIdentifier, from, segmentBytes, ct);
        var covered = new List<StoreCoverage>();
        foreach (var store in policy.StoreIds)
        {
            covered.Add(new(store, await NameOfAsync(store, ct), reached.TryGetValue(store, out var until) ? until : null, state?.StoreFaults.GetValueOrDefault(store)));
        }

        return new(covered, state is null ? null : WalAlarms.SilenceOf(state));
    }

    /// <summary>Ends all streams of this process. The slots keep what comes meanwhile.</summary>
    public async Task StopAsync()
    {
        foreach (var held in _held.Values)
        {
            await held.DisposeAsync();
        }

        _held.Clear();
    }

    private async Task<List<BackupPolicy>> PoliciesAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var enabled = await db.BackupPolicies.AsNoTracking().Where(policy => policy.IsEnabled && policy.DeletedAt == null).ToListAsync(ct);
        var refused = (await Residency.ViolationsAsync(db, ct)).ToLookup(violation => violation.PolicyId, violation => violation.StoreId);
        enabled.ForEach(policy => policy.StoreIds = [.. policy.StoreIds.Except(refused[policy.Id])]); // log must not leave the policy's regions either
        return enabled.FindAll(policy => policy.SettingsOf() is PostgresPhysicalSettings);
    }

    private async Task<HeldStream?> TryStartAsync(BackupPolicy policy, CancellationToken ct)
    {
        if (policy.StoreIds.Length == 0 || await WalLease.TakeAsync(contexts, policy.Id, ct) is not { } lease)
        {
            return null;
        }

        var signer = await keys.SignerAsync(ct);
        var destinations = new List<Destination>();
        try
        {
            foreach (var id in policy.StoreIds)
            {
                destinations.Add(new(id, await NameOfAsync(id, ct), await stores.OpenAsync(id, ct)));
            }

            var trusted = new TrustedKeys(await keys.TrustedAsync(ct));
            var request = new WalStreamRequest
            {
                Source = policy.Source, Settings = (PostgresPhysicalSettings)policy.SettingsOf(), Destinations = destinations,
                Secrets = new(policy.SealedPassword is { } password ? secrets.Open(PolicySecrets.Password(policy.Id), password) : null),
                Sealing = new(token => keys.RecipientsAsync(policy.KeyCategory, token), signer, BackupRequest.UsualLevel, policy.Id), Trusted = trusted,
                Folder = Path.Combine(console.StateFolder, "wal", policy.Source), LockDays = policy.LockDays,
                OnShippedAsync = (record, ids, token) => _rows.NoteAsync(policy.Id, record, ids, token),
            };
            return new(lease, new(request, clock), new(changes, contexts, policy, trusted, clock, logger), signer, destinations, FingerprintOf(policy));
        }
        catch
        {
            await new HeldStream(lease, null, null, signer, destinations, "").DisposeAsync();
            throw;
        }
    }

    private async Task<string> NameOfAsync(Guid storeId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Stores.Where(store => store.Id == storeId).Select(store => store.Name).SingleOrDefaultAsync(ct) ?? storeId.ToString();
    }

    private static string FingerprintOf(BackupPolicy policy) => $"{policy.Settings}|{policy.SealedPassword}|{string.Join(',', policy.StoreIds)}|{policy.KeyCategory}|{policy.LockDays}";

    [LoggerMessage(1, LogLevel.Information, "This node receives the write-ahead log of policy {PolicyId}")]
    private partial void LogStarted(Guid policyId);

    [LoggerMessage(2, LogLevel.Information, "This node no longer receives the write-ahead log of policy {PolicyId}")]
    private partial void LogEnding(Guid policyId);

    /// <summary>A running stream with all that it needs.</summary>
    private sealed class HeldStream : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;
        private readonly Task _takingUp;
        private readonly IDisposable _signer;
        private readonly IReadOnlyList<Destination> _destinations;

        public HeldStream(WalLease lease, WalFlow? stream, WalTakeUp? takeUp, IDisposable signer, IReadOnlyList<Destination> destinations, string fingerprint)
        {
            (Lease, Stream, _signer, _destinations, Fingerprint) = (lease, stream!, signer, destinations, fingerprint);
            _running = stream?.RunAsync(_stop.Token) ?? Task.CompletedTask;
            _takingUp = takeUp?.RunAsync(destinations, _stop.Token) ?? Task.CompletedTask;
        }

        public WalLease Lease { get; }

        public WalFlow Stream { get; }

        public string Fingerprint { get; }

        public bool IsOver => _running.IsCompleted;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            try
            {
                await _running;
            }
            catch (Exception ended) when (ended is not OutOfMemoryException)
            {
                // A stream that broke is started anew at the next look; what broke it is told by its alarm until then.
            }

            await _takingUp;
            if (Stream is not null)
            {
                await Stream.DisposeAsync();
            }

            foreach (var destination in _destinations)
            {
                await destination.Store.DisposeAsync();
            }

            _signer.Dispose();
            _stop.Dispose();
            await Lease.DisposeAsync();
        }
    }
}
